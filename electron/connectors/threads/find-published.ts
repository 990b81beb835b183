import { type Clock, HOUR, type Millis, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { listAnswer, type PostAnswer } from './api-types';
import { profileUrl } from './bases';
import type { ThreadsClient } from './client';
import type { ContainerLook, Containers } from './containers';
import { partStep, readContainer, readPart, readTried, type SavedPart } from './steps';

const PAGE = 100;
const MAX_PAGES = 4;
const ROOT_FIELDS = 'id,text,timestamp,permalink,media_type';
const REPLY_FIELDS = 'id,text,timestamp,permalink,media_type,root_post,replied_to';
/** Threads gives whole seconds, and so does the Date header. */
const CLOCK_MARGIN: Millis = 5 * SECOND;
const UNKNOWN_CLOCK_MARGIN: Millis = 60 * SECOND;
/** The same words posted this much earlier may be this post with our clock set wrong, or another one: a person decides. */
const DOUBT: Millis = 2 * HOUR;

interface Recent {
  readonly posts: readonly PostAnswer[];
  /** Everything since the beginning, less DOUBT, was read. */
  readonly complete: boolean;
  /** What is added to our time to get Threads' own, less a margin. */
  readonly shift: Millis;
}
export type Find = (context: PublishContext) => Promise<Result<Found, ConnectorError>>;

/**
 * Looks for what an attempt without an answer may have made: by the state of the container that was to be published, and among the
 * account's own posts and answers, by words, kind, time and place in the thread. Both must say the same; otherwise it cannot be told.
 * Parts that are found are saved, so that `commit` goes on behind them. Only reads.
 */
export function createFind(client: ThreadsClient, clock: Clock, containers: Containers): Find {
  async function list({ session, signal }: PublishContext, path: string, fields: string, since: Millis): Promise<Result<Recent, ConnectorError>> {
    const posts: PostAnswer[] = [];
    const start = Math.min(since, clock.now()) - DOUBT;
    let complete = true;
    let shift = -UNKNOWN_CLOCK_MARGIN;
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query: Record<string, string> = { fields, limit: String(PAGE), since: String(Math.floor(start / SECOND)), ...(after === null ? {} : { after }) };
      const answer = await client.call(session, { method: 'GET', path, query, effect: 'reads', signal });
      if (!answer.ok) return answer;
      const read = listAnswer.safeParse(answer.value.json);
      if (!read.success) return err({ type: 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log });
      if (page === 0) {
        const ahead = Date.parse(answer.value.headers.get('date') ?? '') - clock.now();
        if (!Number.isNaN(ahead)) shift = ahead - CLOCK_MARGIN;
        // The question was asked by our clock: if that is too far ahead, the list began behind the post.
        if (ahead < -DOUBT / 2) complete = false;
      }
      posts.push(...read.data.data.posts);
      if (!read.data.data.whole) complete = false;
      const { next, cursors } = read.data.paging ?? {};
      after = (next ?? null) === null ? null : (cursors?.after ?? null);
      if ((next ?? null) === null) return ok({ posts, complete, shift });
      if (after === null) break;
    }
    return ok({ posts, complete: false, shift });
  }

  return async (context) => {
    const { outgoing, session } = context;
    const begun = context.committedAt ?? outgoing.dueAt;
    const roots = await list(context, '/me/threads', ROOT_FIELDS, begun);
    if (!roots.ok) return roots;
    const answers = outgoing.parts.length === 1 ? roots : await list(context, '/me/replies', REPLY_FIELDS, begun);
    if (!answers.ok) return answers;
    const taken = new Set(outgoing.parts.flatMap((_, p) => readPart(context, p)?.id ?? []));
    const found: SavedPart[] = [];
    for (const [p, part] of outgoing.parts.entries()) {
      let done = readPart(context, p);
      if (done === null) {
        const container = readContainer(context, p);
        const seen: Result<ContainerLook | null, ConnectorError> = container === null ? ok(null) : await containers.look(context, container.id);
        if (!seen.ok) return seen;
        const recent = p === 0 ? roots.value : answers.value;
        const parent = found.at(-1)?.id ?? null;
        const alike = recent.posts.filter((post) => !taken.has(post.id) && isAlike(post, part, parent));
        // Each part has a moment of its own, where it is known.
        const since = ((context.byWords === true ? null : readTried(context, p)) ?? begun) + recent.shift;
        // A restored back-up may hold another container than the one that went out.
        const verdict = judge(seen.value, part, alike, since, recent.complete, context.byWords !== true);
        if (verdict.type === 'doubt') return ok({ type: 'cannot-tell', detail: verdict.detail });
        if (verdict.type === 'absent') return ok({ type: found.length === 0 ? 'absent' : 'partly' });
        done = { id: verdict.post.id, url: verdict.post.permalink ?? profileUrl(client.bases, session.handle) };
        taken.add(done.id);
        context.save(partStep(p), done);
      }
      found.push(done);
    }
    const [first] = found;
    return ok(first === undefined ? { type: 'absent' } : { type: 'published', remoteId: first.id, permalink: first.url });
  };
}

type Verdict = { readonly type: 'published'; readonly post: PostAnswer } | { readonly type: 'absent' } | { readonly type: 'doubt'; readonly detail: string };
const doubt = (detail: string): Verdict => ({ type: 'doubt', detail });

/**
 * @param seen null: no container is known any more, so the account's own list is all there is
 * @param isLast `seen` is of the container that went out, if any did
 */
function judge(seen: ContainerLook | null, part: OutgoingPart, alike: readonly PostAnswer[], since: Millis, complete: boolean, isLast: boolean): Verdict {
  const fresh = alike.filter(({ timestamp }) => timestamp >= since);
  const [one, ...more] = fresh;
  if (seen?.state === 'PUBLISHED') {
    if (one === undefined) return doubt('Threads says that it is published, and does not list it');
    return more.length === 0 ? { type: 'published', post: one } : doubt('Threads says that it is published, and several posts could be it');
  }
  if (seen !== null && one !== undefined) return doubt('a post with the same words is there, and Threads does not call this one published');
  if (seen?.state === 'IN_PROGRESS') return doubt('Threads is still working on it');
  // What is ready to be published is not published, whatever was posted before.
  if (seen?.state === 'FINISHED' && isLast) return { type: 'absent' };
  if (one !== undefined) {
    if (part.text.trim() === '') return doubt('a post without words is there, and nothing tells whether it is this one');
    return more.length === 0 ? { type: 'published', post: one } : doubt('several posts with the same words are there');
  }
  if (alike.length > 0) return doubt('a post with the same words is a little older than this attempt');
  return complete ? { type: 'absent' } : doubt('Threads did not list every post since then');
}

/** Letters, digits and pictographs: what stays of a text whatever is done to white space, quotes and links. */
const essence = (text: string): string =>
  text.normalize('NFC').toLowerCase().replace(/https?:\/\/|\/(?=\s|$)/g, '').replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]/gu, '');

const KINDS = ['TEXT_POST', 'IMAGE', 'CAROUSEL_ALBUM'] as const;

/** The same words, as many pictures as far as its kind tells, and at its place in the thread as far as Threads says it. */
function isAlike(post: PostAnswer, part: OutgoingPart, parent: string | null): boolean {
  const ours = essence(part.text);
  if (ours === '' ? post.text.trim() !== part.text.trim() : ours !== essence(post.text)) return false;
  const kind = KINDS[Math.min(part.media.length, 2)];
  // A kind that we do not know rules nothing out.
  if (KINDS.some((known) => known === post.media_type) && post.media_type !== kind) return false;
  return parent === null || (post.replied_to?.id ?? parent) === parent;
}
