import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { mediaIds } from '../publishing/saved-media';
import { oldestAt, readNotBefore, saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, commitThread, idsLastFirst, partKey, type Posted, published } from '../publishing/thread';
import { statusAnswer } from './api-types';
import type { MastodonClient } from './client';
import type { createFind } from './find-published';
import { createPrepare } from './media';
import { pollFault, readOptions, statusBody, toPart } from './parts';
import { quotedId } from './quote';

/** Mastodon keeps a key for an hour (post_status_service.rb, read 2026-11-21); five minutes are left for a slow answer, and five more where two clocks are compared. */
const KEY_LIFE: Millis = 55 * MINUTE;

const statusPath = (id: string): string => `/api/v1/statuses/${encodeURIComponent(id)}`;

export function createPublishPort(client: MastodonClient, clock: Clock, find: ReturnType<typeof createFind>, times: ServerTimes): PublishPort {
  async function postPart(context: PublishContext, part: OutgoingPart, p: number, replyTo: string | null): Promise<Result<Posted, ConnectorError>> {
    const options = readOptions(context);
    if (options === null) return err({ type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' });
    const fault = pollFault(context, options, client.secretOf(context.session)?.software);
    if (fault !== null) return err({ type: 'rejected', reason: 'invalid', detail: fault });
    // snac publishes even an empty post.
    if (part.text.trim() === '' && part.media.length === 0) return err({ type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' });
    const media = mediaIds(context, part, p);
    if (media === null) return err({ type: 'unavailable', detail: 'the pictures are not uploaded yet' });
    const quoted = quotedId(context, options);
    if (quoted === undefined) return err({ type: 'unavailable', detail: 'the post to quote is not looked up yet' });
    const answer = await client.call(context.session, {
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { 'idempotency-key': partKey(context.key, p) },
      json: statusBody(part, media, options, replyTo, quoted),
      effect: 'commits',
      signal: context.signal,
    });
    if (!answer.ok) return answer;
    const status = readJson(answer.value, 'commits', statusAnswer);
    return status.ok ? ok({ part: toPart(status.value, context.session.serverUrl), log: answer.value.log }) : status;
  }

  /** Just after a start nothing was heard of the server, and its time is needed before the first byte. Not null: it is away, and nothing is sent. */
  async function hear({ session, saved, signal }: PublishContext): Promise<ConnectorError | null> {
    if (readNotBefore({ saved }) !== null || times.last(session.serverUrl) !== null) return null;
    const heard = await client.call(session, { method: 'GET', path: '/api/v1/accounts/verify_credentials', effect: 'reads', signal });
    return heard.ok || heard.error.type === 'rejected' ? null : heard.error;
  }

  return {
    chooseKey: (now, randomBytes) => `linnet-${chooseKey(now, randomBytes)}`,
    prepare: createPrepare(client, clock),
    commit: async (context) => {
      const deaf = await hear(context);
      if (deaf !== null) return deaf;
      saveNotBefore(context, times.last(context.session.serverUrl));
      return commitThread(context, (part, p, replyTo) => postPart(context, part, p, replyTo));
    },
    // A post is public as soon as Mastodon answers, so a ref can only be the id of one.
    check: async (context, ref) => {
      const status = await client.read(context.session, { method: 'GET', path: statusPath(ref), effect: 'reads', signal: context.signal }, statusAnswer);
      return status.ok ? published(toPart(status.value, context.session.serverUrl)) : status.error;
    },
    findPublished: (context) => find(context, context.committedAt ?? context.outgoing.dueAt),
    // The server forgets by its own clock; ours may have been set back since.
    replaySafeUntil: (committedAt, session, saved) => {
      if (session === undefined || client.secretOf(session)?.software !== 'mastodon') return null;
      const age = oldestAt(times.last(session.serverUrl), { saved });
      return age !== null && age < KEY_LIFE ? committedAt + KEY_LIFE : null;
    },
    postAt: (session, url) => {
      if (url.origin !== session.serverUrl) return null;
      const permalink = url.origin + url.pathname;
      const shown = /^(?:\/web)?\/@([\w.-]+)\/(\d{1,30})\/?$/.exec(url.pathname);
      if (shown !== null) return shown[1]?.toLowerCase() === session.handle.split('@')[0]?.toLowerCase() ? { remoteId: shown[2] ?? null, permalink } : null;
      // Other servers have addresses of their own kind.
      return client.secretOf(session)?.software === 'other' && url.pathname.length > 1 ? { remoteId: null, permalink } : null;
    },
    fetchPost: async (session, remoteId, signal) => {
      const answer = await client.call(session, { method: 'GET', path: statusPath(remoteId), effect: 'reads', signal });
      if (answer.ok) return ok('live');
      return isGone(answer.error) ? ok('gone') : answer;
    },
    remove: async (session, remoteId, signal, saved = {}) => {
      for (const id of idsLastFirst(saved, remoteId)) {
        // Deleting twice does no harm, so a lost answer may simply be asked for again.
        const answer = await client.call(session, { method: 'DELETE', path: statusPath(id), effect: 'reads', signal });
        if (!answer.ok && !isGone(answer.error)) return answer;
      }
      return ok(null);
    },
    // 300 calls in five minutes for an account and its address; one post at a time keeps a thread and its key in order.
    concurrency: { network: 8, account: 1 },
  };
}
