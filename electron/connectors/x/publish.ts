import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { mediaIds } from '../publishing/saved-media';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, commitThread, idsLastFirst, type Posted, published, readPart, readTried, triedStep } from '../publishing/thread';
import { createdAnswer, deletedAnswer, onePost } from './api-types';
import type { XClient } from './client';
import type { createFind } from './find-published';
import { combinationError, createPrepare } from './media';
import { postBody, readOptions, toPart } from './parts';

const postPath = (id: string): string => `/tweets/${encodeURIComponent(id)}`;

export function createPublishPort(client: XClient, clock: Clock, find: ReturnType<typeof createFind>, times: ServerTimes): PublishPort {
  async function send(context: PublishContext, part: OutgoingPart, p: number, replyTo: string | null): Promise<Result<Posted, ConnectorError>> {
    const options = readOptions(context);
    const wrong = combinationError(context, options);
    if (options === null || wrong !== null) return err(wrong ?? { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' });
    if (part.text.trim() === '' && part.media.length === 0) return err({ type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' });
    const media = mediaIds(context, part, p);
    if (media === null) return err({ type: 'unavailable', detail: 'the pictures are not uploaded yet' });
    const answer = await client.call(context.session, { method: 'POST', path: '/tweets', json: postBody(part, media, options, replyTo), effect: 'commits', signal: context.signal });
    if (!answer.ok) return answer;
    const made = readJson(answer.value, 'commits', createdAnswer);
    if (!made.ok) return made;
    return ok({ part: toPart(made.value.data.id, context.session.handle, client.bases), log: answer.value.log });
  }

  /**
   * X has no idempotency key, and refuses the same text twice. After an attempt that nobody knows the end of, that refusal says that
   * the post is there: it is looked for and adopted. Without such an attempt, somebody else said the same before.
   */
  async function postPart(context: PublishContext, part: OutgoingPart, p: number, replyTo: string | null): Promise<Result<Posted, ConnectorError>> {
    const tried = readTried(context, p);
    if (tried === null) context.save(triedStep(p), clock.now());
    const posted = await send(context, part, p, replyTo);
    if (posted.ok || posted.error.type === 'unknown') return posted;
    if (tried === null) {
      context.save(triedStep(p), null);
      return posted;
    }
    if (posted.error.type !== 'rejected' || posted.error.reason !== 'duplicate') return posted;
    const found = await find(context, tried);
    const adopted = readPart(context, p);
    if (adopted !== null) return ok({ part: adopted, log: posted.error.answer ?? null });
    if (found.ok && (found.value.type === 'absent' || found.value.type === 'partly')) return posted;
    return err({ type: 'unknown', detail: 'X says that it has this post already, and it could not be looked for', ...answerOf(posted.error) });
  }

  const fetchPost: PublishPort['fetchPost'] = async (session, remoteId, signal) => {
    const post = await client.read(session, { method: 'GET', path: postPath(remoteId), effect: 'reads', signal }, onePost);
    if (!post.ok) return isGone(post.error) ? ok('gone') : post;
    if ((post.value.data ?? null) !== null) return ok('live');
    const gone = post.value.errors?.some(({ type }) => type.endsWith('/resource-not-found')) === true;
    return gone ? ok('gone') : err({ type: 'unavailable', detail: post.value.errors?.[0]?.detail.slice(0, 300) ?? 'no answer about this post' });
  };

  return {
    chooseKey,
    prepare: createPrepare(client, clock),
    commit: (context) => {
      saveNotBefore(context, times.last(client.bases.api));
      return commitThread(context, (part, p, replyTo) => postPart(context, part, p, replyTo));
    },
    // A post is public as soon as X answers, so a ref can only be the id of one.
    check: async ({ session, signal }, ref) => {
      const there = await fetchPost(session, ref, signal);
      if (!there.ok) return there.error;
      return there.value === 'live' ? published(toPart(ref, session.handle, client.bases)) : { type: 'rejected', reason: 'not-found', detail: 'X does not have this post' };
    },
    findPublished: (context) => find(context, context.committedAt ?? context.outgoing.dueAt),
    // The duplicate rule has no stated end and no stated comparison, so it is no promise.
    replaySafeUntil: () => null,
    postAt: (session, url) => {
      if (url.origin !== client.bases.web) return null;
      const shown = /^\/(\w{1,50})\/status\/(\d{1,19})\/?$/.exec(url.pathname);
      return shown?.[1]?.toLowerCase() === session.handle.toLowerCase() ? { remoteId: shown[2] ?? null, permalink: url.origin + url.pathname } : null;
    },
    fetchPost,
    remove: async (session, remoteId, signal, saved = {}) => {
      for (const id of idsLastFirst(saved, remoteId)) {
        // Deleting twice does no harm, so a lost answer may simply be asked for again.
        const answer = await client.read(session, { method: 'DELETE', path: postPath(id), effect: 'reads', signal }, deletedAnswer);
        if (!answer.ok && !isGone(answer.error)) return answer;
        if (!answer.ok || answer.value.data.deleted) continue;
        const left = await fetchPost(session, id, signal);
        if (!left.ok) return left;
        if (left.value === 'live') return err({ type: 'unavailable', detail: 'X did not delete the post' });
      }
      return ok(null);
    },
    // 100 posts in 15 minutes for an account, and one at a time keeps a thread in order.
    concurrency: { network: 4, account: 1 },
  };
}
