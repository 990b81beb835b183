import { err, ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { NetworkAnswer } from '../ports/connector-error';
import type { PublishPort } from '../ports/publish';
import { chooseKey } from '../publishing/thread';
import { pinAnswer } from './api-types';
import { permalinkOf } from './bases';
import type { PinterestClient, PinterestDeps } from './client';
import { createFindPublished } from './find-published';
import { pinBody, readDraft } from './pin';
import { createVideoUpload, readyVideo } from './video';

/** `/pin/123/`, and the older `/pin/some-words--123/`. */
const PIN_PATH = /^\/pin\/(?:[^/]{1,300}--)?(\d{1,30})\/?$/;
/** www.pinterest.com, de.pinterest.com, pinterest.com: the same Pins. */
const PINTEREST_HOST = /^([a-z]{2,3}\.)?pinterest\.com$/;

export function createPublishPort(deps: PinterestDeps, client: PinterestClient): PublishPort {
  const { bases } = deps;
  const uploadVideo = createVideoUpload(deps, client);
  const pinPath = (id: string): string => `/pins/${encodeURIComponent(id)}`;
  return {
    // Pinterest takes no key of ours; this one only names the publication to the engine.
    chooseKey,
    // Pictures travel in the commit itself, so only a video is sent before it; what can never work is said here.
    prepare: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft;
      return draft.value.film === null ? ok(null) : uploadVideo(context, draft.value.film);
    },
    commit: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft.error;
      const { film } = draft.value;
      const video = film === null ? null : readyVideo(context, film);
      if (film !== null && video === null) return { type: 'unavailable', detail: 'the video is not uploaded yet' };
      if (context.signal.aborted) return { type: 'aborted' };
      let answer: NetworkAnswer | undefined;
      const json = await pinBody(draft.value, video);
      const made = await client.read(context.session, { method: 'POST', path: '/pins', json, effect: 'commits', signal: context.signal, told: (log) => { answer = log; } }, pinAnswer);
      if (!made.ok) return made.error;
      const { id } = made.value;
      return { type: 'published', remoteId: id, permalink: permalinkOf(bases, id), ...(answer === undefined ? {} : { answer }) };
    },
    // A Pin is there as soon as Pinterest answers, so a ref can only be the id of a Pin.
    check: async (context, ref) => {
      const pin = await client.read(context.session, { method: 'GET', path: pinPath(ref), effect: 'reads', signal: context.signal }, pinAnswer);
      return pin.ok ? { type: 'published', remoteId: pin.value.id, permalink: permalinkOf(bases, pin.value.id) } : pin.error;
    },
    findPublished: createFindPublished(deps, client),
    replaySafeUntil: () => null,
    postAt: (_session, url) => {
      const id = PIN_PATH.exec(url.pathname)?.[1];
      const ours = url.origin === bases.web || (url.protocol === 'https:' && url.port === '' && PINTEREST_HOST.test(url.hostname));
      return id !== undefined && ours && url.username === '' ? { remoteId: id, permalink: permalinkOf(bases, id) } : null;
    },
    fetchPost: async (session, remoteId, signal) => {
      const pin = await client.read(session, { method: 'GET', path: pinPath(remoteId), effect: 'reads', signal }, pinAnswer);
      if (pin.ok) return ok('live');
      return isGone(pin.error) ? ok('gone') : pin;
    },
    remove: async (session, remoteId, signal) => {
      // Deleting twice does no harm, so a lost answer may simply be asked again.
      const answer = await client.call(session, { method: 'DELETE', path: pinPath(remoteId), effect: 'reads', signal });
      return answer.ok || isGone(answer.error) ? ok(null) : err(answer.error);
    },
    concurrency: { network: 4, account: 1 },
  };
}
