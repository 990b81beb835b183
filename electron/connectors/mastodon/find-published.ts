import type { Clock, Millis } from '#core/clock';
import { HOUR, SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { statusList } from './api-types';
import type { StatusAnswer } from './api-types';
import { readJson } from './client';
import type { MastodonClient } from './client';
import { essence, htmlToText } from './html-text';
import { partStep, readOptions, readPart, toPart } from './parts';
import type { SavedPart } from './parts';

const PAGE = 40;
const MAX_PAGES = 6;
/** Servers round their times down to the second, and the Date header has no more. */
const CLOCK_MARGIN: Millis = 5 * SECOND;
/** A machine and a server that does not send its time: both may be a little off. */
const UNKNOWN_CLOCK_MARGIN: Millis = 60 * SECOND;
/** The same words posted this much earlier may be this post with our clock set wrong, or another one: a person decides. */
const DOUBT: Millis = 2 * HOUR;

interface Recent {
  readonly statuses: readonly StatusAnswer[];
  /** Everything since `since`, less DOUBT, was listed and could be read. */
  readonly complete: boolean;
  readonly since: Millis;
}

/**
 * Looks for what an attempt without an answer may have made, among the account's own posts: by words, pictures, time and place in
 * the thread. Parts that are found are saved, so that `commit` goes on behind them. Only reads.
 * @param since our time from which on the post may exist
 */
export function createFind(client: MastodonClient, clock: Clock): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  async function readRecent(context: PublishContext, list: string, ourSince: Millis): Promise<Result<Recent, ConnectorError>> {
    const statuses: StatusAnswer[] = [];
    const seen = new Set<string>();
    let since = ourSince - UNKNOWN_CLOCK_MARGIN;
    let floor = 0;
    let whole = true;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const last = statuses.at(-1);
      const query = new URLSearchParams({ limit: String(PAGE), ...(last === undefined ? {} : { max_id: last.id }) });
      const answer = await client.call(context.session, { method: 'GET', path: `${list}?${query}`, effect: 'reads', signal: context.signal });
      if (!answer.ok) return answer;
      const read = readJson(answer.value, 'reads', statusList);
      if (!read.ok) return read;
      if (page === 0) {
        const now = clock.now();
        const serverNow = Date.parse(answer.value.headers.get('date') ?? '');
        if (!Number.isNaN(serverNow)) since = ourSince + (serverNow - now) - CLOCK_MARGIN;
        // A commit "in the future" was stamped by a clock that has been set back since.
        floor = Math.min(since, Number.isNaN(serverNow) ? now : serverNow) - DOUBT;
      }
      whole &&= read.value.whole;
      const fresh = read.value.statuses.filter((status) => !seen.has(status.id));
      for (const status of fresh) seen.add(status.id);
      statuses.push(...fresh);
      const oldest = fresh.at(-1);
      if (oldest === undefined || oldest.created_at < floor) return ok({ statuses: statuses.filter((s) => s.created_at >= floor), since, complete: whole });
    }
    return ok({ statuses, since, complete: false });
  }

  return async (context, since) => {
    const secret = client.secretOf(context.session);
    if (secret === null) return err({ type: 'reauth' });
    const visibility = readOptions(context)?.visibility ?? 'public';
    // Others than Mastodon list only what everybody may read; there the home timeline is the one that has our own private posts.
    const hidden = secret.software === 'other' && (visibility === 'private' || visibility === 'direct');
    const list = hidden ? '/api/v1/timelines/home' : `/api/v1/accounts/${encodeURIComponent(context.session.remoteId)}/statuses`;
    const recent = await readRecent(context, list, since);
    if (!recent.ok) return recent;
    const taken = new Set(context.outgoing.parts.flatMap((_, p) => readPart(context, p)?.id ?? []));
    const found: SavedPart[] = [];
    for (const [p, part] of context.outgoing.parts.entries()) {
      let done = readPart(context, p);
      if (done === null) {
        const alike = recent.value.statuses.filter((s) => !taken.has(s.id) && isOurs(s, context) && matches(s, part, found.at(-1)?.id ?? null));
        const match = alike.filter((s) => s.created_at >= recent.value.since).at(-1);
        if (match === undefined) {
          if (alike.length > 0) return ok({ type: 'cannot-tell', detail: 'a post with the same words is a little older than this attempt' });
          if (!recent.value.complete || hidden) return ok({ type: 'cannot-tell', detail: 'the server does not list every post since then in a way that can be read' });
          return ok({ type: found.length === 0 ? 'absent' : 'partly' });
        }
        done = toPart(match, context.session.serverUrl);
        taken.add(match.id);
        context.save(partStep(p), done);
      }
      found.push(done);
    }
    const first = found[0];
    return ok(first === undefined ? { type: 'absent' } : { type: 'published', remoteId: first.id, permalink: first.url });
  };
}

function isOurs(status: StatusAnswer, context: PublishContext): boolean {
  const author = status.account?.id;
  return (status.reblog === null || status.reblog === undefined) && (author === undefined || author === context.session.remoteId);
}

function matches(status: StatusAnswer, part: OutgoingPart, parent: string | null): boolean {
  if ((status.in_reply_to_id ?? null) !== parent || status.media_attachments.length !== part.media.length) return false;
  const wanted = essence(part.text);
  return wanted === essence(htmlToText(status.content)) || (typeof status.text === 'string' && wanted === essence(status.text));
}
