import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { mediaStep } from '../publishing/saved-media';
import { chooseKey, commitThread, idsLastFirst, partKey, type Posted, published } from '../publishing/thread';
import { mediaAnswer, postAnswer } from './api-types';
import type { PracticeClient, PracticeDeps } from './client';
import { createFindPublished } from './find-published';

/** Visibility may come from anywhere; what is not known is not sent. */
const visibilityOf = (context: PublishContext): 'public' | 'followers' => (context.outgoing.options['visibility'] === 'followers' ? 'followers' : 'public');

export function createPublishPort(deps: PracticeDeps, client: PracticeClient): PublishPort {
  const prepare: PublishPort['prepare'] = async (context) => {
    for (const [p, part] of context.outgoing.parts.entries()) {
      for (const [m, media] of part.media.entries()) {
        const step = mediaStep(p, m, media);
        if (typeof context.saved[step] === 'string') continue;
        const form = new FormData();
        form.set('file', new Blob([Uint8Array.from(await media.read())], { type: media.mime }), 'picture');
        form.set('alt', media.alt);
        const call = { method: 'POST', path: '/api/media', body: form, effect: 'reads', signal: context.signal } as const;
        const uploaded = await client.read(context.session, call, mediaAnswer);
        if (!uploaded.ok) return uploaded;
        context.save(step, uploaded.value.id);
      }
    }
    return ok(null);
  };

  function mediaIds(context: PublishContext, part: OutgoingPart, p: number): readonly string[] | null {
    const ids = part.media.map((media, m) => context.saved[mediaStep(p, m, media)]);
    return ids.every((id) => typeof id === 'string') ? ids : null;
  }

  async function postPart(context: PublishContext, part: OutgoingPart, p: number, replyTo: string | null): Promise<Result<Posted, ConnectorError>> {
    const media = mediaIds(context, part, p);
    if (media === null) return err({ type: 'unavailable', detail: 'the pictures are not uploaded yet' });
    let log: NetworkAnswer | null = null;
    const posted = await client.read(context.session, {
      method: 'POST',
      path: '/api/posts',
      headers: { 'content-type': 'application/json', 'idempotency-key': partKey(context.key, p) },
      body: JSON.stringify({ text: part.text, media, visibility: visibilityOf(context), reply_to: replyTo }),
      effect: 'commits',
      signal: context.signal,
      told: (answer) => { log = answer; },
    }, postAnswer);
    return posted.ok ? ok({ part: { id: posted.value.id, url: posted.value.url }, log }) : posted;
  }

  return {
    chooseKey,
    prepare,
    commit: (context) => commitThread(context, (part, p, replyTo) => postPart(context, part, p, replyTo)),
    // Nothing is ever processed here, so a ref can only be the id of a post.
    check: async (context, ref) => {
      const post = await client.read(context.session, { method: 'GET', path: `/api/posts/${encodeURIComponent(ref)}`, effect: 'reads', signal: context.signal }, postAnswer);
      return post.ok ? published(post.value) : post.error;
    },
    findPublished: createFindPublished(deps, client),
    replaySafeUntil: () => (deps.honoursKeys() ? Infinity : null),
    postAt: (session, url) => {
      const shown = /^\/@([^/]{1,60})\/(\d{1,15})\/?$/.exec(url.pathname);
      const known = shown !== null && url.origin === deps.resolveBase() && shown[1]?.toLowerCase() === session.handle.toLowerCase();
      return known ? { remoteId: shown[2] ?? null, permalink: url.origin + url.pathname } : null;
    },
    fetchPost: async (session, remoteId, signal) => {
      const answer = await client.call(session, { method: 'GET', path: `/api/posts/${encodeURIComponent(remoteId)}`, effect: 'reads', signal });
      if (answer.ok) return ok('live');
      return isGone(answer.error) ? ok('gone') : answer;
    },
    remove: async (session, remoteId, signal, saved = {}) => {
      for (const id of idsLastFirst(saved, remoteId)) {
        // Deleting twice does no harm, so a lost answer may simply be asked again.
        const answer = await client.call(session, { method: 'DELETE', path: `/api/posts/${encodeURIComponent(id)}`, effect: 'reads', signal });
        if (!answer.ok && !isGone(answer.error)) return err(answer.error);
      }
      return ok(null);
    },
    concurrency: { network: 32, account: 8 },
  };
}
