import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { ConnectorError } from '../ports/connector-error';
import type { CommitOutcome, PublishContext, PublishPort } from '../ports/publish';
import { statusAnswer } from './api-types';
import { readJson } from './client';
import type { MastodonClient } from './client';
import type { createFind } from './find-published';
import { createPrepare, mediaIds } from './media';
import { idsLastFirst, partKey, partStep, readOptions, readPart, statusBody, toPart } from './parts';
import type { SavedPart } from './parts';

/** Mastodon keeps a key for an hour (post_status_service.rb, read 2026-11-21); five minutes are left for a slow answer. */
const KEY_LIFE: Millis = 55 * MINUTE;

const statusPath = (id: string): string => `/api/v1/statuses/${encodeURIComponent(id)}`;
const isGone = (error: ConnectorError): boolean => error.type === 'rejected' && error.reason === 'not-found';

export function createPublishPort(client: MastodonClient, clock: Clock, find: ReturnType<typeof createFind>): PublishPort {
  async function postPart(context: PublishContext, p: number, replyTo: string | null): Promise<Result<{ readonly part: SavedPart; readonly answer: HttpAnswer }, ConnectorError>> {
    const part = context.outgoing.parts[p];
    const options = readOptions(context);
    if (part === undefined || options === null) return err({ type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' });
    // snac publishes even an empty post.
    if (part.text.trim() === '' && part.media.length === 0) return err({ type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' });
    const media = mediaIds(context, part, p);
    if (media === null) return err({ type: 'unavailable', detail: 'the pictures are not uploaded yet' });
    const answer = await client.call(context.session, {
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { 'idempotency-key': partKey(context.key, p) },
      json: statusBody(part, media, options, replyTo),
      effect: 'commits',
      signal: context.signal,
    });
    if (!answer.ok) return answer;
    const status = readJson(answer.value, 'commits', statusAnswer);
    return status.ok ? ok({ part: toPart(status.value, context.session.serverUrl), answer: answer.value }) : status;
  }

  const commit: PublishPort['commit'] = async (context) => {
    let first: SavedPart | null = null;
    let replyTo: string | null = null;
    let log: HttpAnswer['log'] | undefined;
    for (const p of context.outgoing.parts.keys()) {
      let done: SavedPart | null = readPart(context, p);
      if (done === null) {
        const posted: Awaited<ReturnType<typeof postPart>> = await postPart(context, p, replyTo);
        if (!posted.ok) return posted.error;
        done = posted.value.part;
        log = posted.value.answer.log;
        context.save(partStep(p), done);
      }
      first ??= done;
      replyTo = done.id;
    }
    if (first === null) return { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' };
    return { ...published(first), ...(log === undefined ? {} : { answer: log }) };
  };

  return {
    chooseKey: (now, randomBytes) => `linnet-${now.toString(36)}-${Buffer.from(randomBytes(16)).toString('hex')}`,
    prepare: createPrepare(client, clock),
    commit,
    // A post is public as soon as Mastodon answers, so a ref can only be the id of one.
    check: async (context, ref) => {
      const status = await client.read(context.session, { method: 'GET', path: statusPath(ref), effect: 'reads', signal: context.signal }, statusAnswer);
      return status.ok ? published(toPart(status.value, context.session.serverUrl)) : status.error;
    },
    findPublished: (context) => find(context, context.committedAt ?? context.outgoing.dueAt),
    replaySafeUntil: (committedAt, session) =>
      session !== undefined && client.secretOf(session)?.software === 'mastodon' ? committedAt + KEY_LIFE : null,
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

export function published(part: SavedPart): Extract<CommitOutcome, { readonly type: 'published' }> {
  return { type: 'published', remoteId: part.id, permalink: part.url };
}
