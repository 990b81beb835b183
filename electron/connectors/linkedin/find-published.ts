import { z } from 'zod';
import { MINUTE, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { linkedinShown } from '#core/text';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext, PublishPort } from '../ports/publish';
import { type OwnPosts, readOwnPosts } from '../publishing/own-posts';
import { essence } from '../publishing/same-words';
import { partStep, readPart } from '../publishing/thread';
import { readNotBefore } from '../publishing/server-time';
import type { LinkedinClient, LinkedinDeps } from './client';
import { lacksComment } from './first-comment';
import { fromLittleText } from './little-text';
import { isOrganisation, isPostUrn } from './urn';

/** Until then a call without an answer may still be at work there, and a second one beside it could slip through. */
const SETTLE: Millis = MINUTE;
/** Of a page's newest posts. Each page of the list is one of a hundred calls a day. */
const PAGE = 50;
const MAX_PAGES = 4;

const instant = z.number().int().min(0).nullish().catch(null);
const listedPost = z.object({ id: z.string().refine(isPostUrn), commentary: z.string().nullish(), publishedAt: instant, createdAt: instant });
type Listed = z.infer<typeof listedPost>;
const listAnswer = z.object({ elements: z.array(z.unknown()) });

const timeOf = (post: Listed): Millis => post.publishedAt ?? post.createdAt ?? NaN;

/** Looks for what an attempt without an answer may have made. No app may list a member's posts; those of a company page are listed. */
export function createFind({ clock }: LinkedinDeps, client: LinkedinClient, published: (urn: string) => Extract<Found, { readonly type: 'published' }>): PublishPort['findPublished'] {
  const listOwn = ({ session, signal, saved, outgoing, committedAt }: PublishContext): Promise<Result<OwnPosts<Listed>, ConnectorError>> =>
    readOwnPosts({
      clock, since: committedAt ?? outgoing.dueAt, notBefore: readNotBefore({ saved }), maxPages: MAX_PAGES, timeOf, asksFrom: false,
      page: async (next) => {
        const start = Number(next ?? '0');
        const path = `/rest/posts?q=author&author=${encodeURIComponent(session.remoteId)}&start=${start}&count=${PAGE}&sortBy=CREATED`;
        const answer = await client.call(session, { method: 'GET', path, headers: { 'x-restli-method': 'FINDER' }, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', listAnswer);
        if (!read.ok) return read;
        const posts = read.value.elements.flatMap((one) => listedPost.safeParse(one).data ?? []);
        const all = read.value.elements.length;
        return ok({ posts, whole: posts.length === all, next: all < PAGE ? null : String(start + all), answer: answer.value });
      },
    });

  return async (context) => {
    const { committedAt, outgoing, session } = context;
    const now = clock.now();
    const out = readPart(context, 0);
    // The comment that is still to be written is a commit of its own.
    if (out !== null) return ok(lacksComment(context) ? { type: 'partly' } : published(out.id));
    if (committedAt !== null && now >= committedAt && now < committedAt + SETTLE) return err({ type: 'unavailable', detail: 'LinkedIn may still be at work on the call' });
    if (!isOrganisation(session.remoteId)) return ok({ type: 'cannot-tell', detail: 'LinkedIn lets no app list a member’s own posts' });
    const own = await listOwn(context);
    if (!own.ok) return own;
    const { posts, complete, shift } = own.value;
    const words = linkedinShown(outgoing.parts[0]?.text ?? '');
    const since = (committedAt ?? outgoing.dueAt) + shift;
    const alike = posts.filter((post) => saysTheSame(words, fromLittleText(post.commentary ?? '')));
    const [one, ...more] = alike.filter((post) => timeOf(post) >= since);
    if (one !== undefined && more.length === 0 && essence(words) !== '') {
      const { remoteId: id, permalink: url } = published(one.id);
      context.save(partStep(0), { id, url });
      return ok(lacksComment(context) ? { type: 'partly' } : published(one.id));
    }
    if (alike.length > 0) return ok({ type: 'cannot-tell', detail: 'more than one post could be it, or one that is a little older' });
    return ok(complete ? { type: 'absent' } : { type: 'cannot-tell', detail: 'LinkedIn did not list every post since then' });
  };
}

const saysTheSame = (ours: string, theirs: string): boolean => (essence(ours) === '' ? ours.trim() === theirs.trim() : essence(ours) === essence(theirs));
