import { z } from 'zod';
import { type Millis, MINUTE } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext } from '../ports/publish';
import { CLOCK_DOUBT } from '../publishing/server-time';
import type { BlueskyClient } from './client';
import { partStep } from './record';
import type { StrongRef } from './strong-ref';

type Gated = (context: PublishContext, posts: readonly StrongRef[]) => Promise<Result<boolean, ConnectorError>>;
import { tidTime } from './tid';

const PAGE = 100;
/** Two thousand posts; what went out behind more of them nobody can tell. */
const MAX_PAGES = 20;
/** Keys are made by the clock of whatever posted. */
const CLOCK_MARGIN: Millis = 5 * MINUTE;

const media = z.object({ images: z.array(z.unknown()).optional(), items: z.array(z.unknown()).optional(), video: z.unknown().optional() });
const countOf = ({ images, items, video }: z.infer<typeof media>): number => images?.length ?? items?.length ?? (video === undefined ? 0 : 1);
const post = z.object({
  text: z.string(), reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z.object({ ...media.shape, media: media.optional() }).optional(),
});
const list = z.object({ records: z.array(z.object({ uri: z.string(), cid: z.string(), value: z.unknown() })), cursor: z.string().optional() });

interface Posted { readonly made: Millis; readonly ref: StrongRef; readonly text: string; readonly parent: string | null; readonly images: number }

/**
 * Looks among the account's own posts, by words, pictures and place in the thread, for one whose key nobody knows any more.
 * Its record key says when it was made, and records are listed by it, the newest first. Parts that are found are saved.
 * @param gated whether the gates of posts that were found are there
 */
export function createFindByWords(client: BlueskyClient, gated: Gated): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  async function readSince({ session, signal }: PublishContext, from: Millis): Promise<Result<readonly Posted[] | null, ConnectorError>> {
    const posts: Posted[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const params = { repo: session.remoteId, collection: 'app.bsky.feed.post', limit: String(PAGE), reverse: 'false', ...(cursor === undefined ? {} : { cursor }) };
      const read: Result<z.infer<typeof list>, ConnectorError> = await client.read(session, { method: 'GET', name: 'com.atproto.repo.listRecords', params, effect: 'reads', signal }, list);
      if (!read.ok) return read;
      for (const { uri, cid, value } of read.value.records) {
        const made = tidTime(uri.slice(uri.lastIndexOf('/') + 1));
        // Linnet's own keys always tell their time.
        if (made === null) continue;
        if (made < from) return ok(posts);
        const seen = post.safeParse(value).data;
        if (seen !== undefined) posts.push({ made, ref: { uri, cid }, text: seen.text, parent: seen.reply?.parent.uri ?? null, images: seen.embed === undefined ? 0 : countOf(seen.embed.media ?? seen.embed) });
      }
      cursor = read.value.cursor;
      if (cursor === undefined || read.value.records.length === 0) return ok(posts);
    }
    return ok(null);
  }

  return async (context, since) => {
    const recent = await readSince(context, since - CLOCK_DOUBT);
    if (!recent.ok) return recent;
    if (recent.value === null) return ok({ type: 'cannot-tell', detail: `more than ${PAGE * MAX_PAGES} posts since then` });
    const found: StrongRef[] = [];
    for (const [p, part] of context.outgoing.parts.entries()) {
      const parent = found.at(-1)?.uri ?? null;
      const alike = recent.value.filter((one) => one.text === part.text && one.images === part.media.length && one.parent === parent);
      const [match] = alike;
      if (match === undefined) return ok({ type: p === 0 ? 'absent' : 'partly' });
      if (match.made < since - CLOCK_MARGIN) return ok({ type: 'cannot-tell', detail: 'a post with the same words is older than the back-up, if the clock was right' });
      if (alike.length > 1) return ok({ type: 'cannot-tell', detail: `${alike.length} posts with the same text` });
      context.save(partStep(p), { ...match.ref });
      found.push(match.ref);
    }
    const [first] = found;
    const whole = await gated(context, found);
    if (!whole.ok) return whole;
    if (first !== undefined && !whole.value) return ok({ type: 'partly' });
    return ok(first === undefined ? { type: 'absent' } : { type: 'published', remoteId: first.uri, permalink: '' });
  };
}
