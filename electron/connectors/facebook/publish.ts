import type { Clock } from '#core/clock';
import { err, ok } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { CommitOutcome, PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, partStep, published, readPart, readTried, type SavedPart, triedStep } from '../publishing/thread';
import { doneAnswer, idAnswer, keptAnswer, madeAnswer, permalinkAnswer } from './api-types';
import { type Draft, feedFields, isOwn, readDraft } from './draft';
import type { FacebookClient } from './client';
import type { Find } from './find-published';
import { bringPhotos, forgetPhotos } from './photos';
import { type OwnPublishing, videoIn } from './publish-own';
import { postPath, readPost } from './read-post';
import { isStoryId, type Stories } from './stories';

const PERMALINK = 'id,permalink_url';

interface Parts {
  readonly clock: Clock;
  readonly find: Find;
  readonly times: ServerTimes;
  /** For what does not go out by /feed. */
  readonly own: OwnPublishing;
  readonly stories: Stories;
}

export function createPublishPort(client: FacebookClient, { clock, find, times, own, stories }: Parts): PublishPort {
  const { web } = client.bases;

  const commit: PublishPort['commit'] = async (context) => {
    const draft = readDraft(context.outgoing);
    if (!draft.ok) return draft.error;
    if (isOwn(context.outgoing)) return own.commit(context, draft.value);
    const out = readPart(context, 0);
    if (out !== null) return published(out);
    const fields = feedFields(context, draft.value);
    if (fields === null) return { type: 'unavailable', detail: 'the pictures are not uploaded yet' };
    const { session, signal } = context;
    if (signal.aborted) return { type: 'aborted' };
    saveNotBefore(context, times.last(client.bases.api));
    const tried = readTried(context, 0);
    if (tried === null) context.save(triedStep(0), clock.now());
    const answer = await client.call(session, { method: 'POST', path: `/${session.remoteId}/feed`, fields, effect: 'commits', signal });
    if (!answer.ok) return refused(context, draft.value, answer.error, tried);
    const made = readJson(answer.value, 'commits', madeAnswer);
    if (!made.ok) return made.error;
    // Written down before anything else is asked.
    const plain: SavedPart = { id: made.value.id, url: `${web}/${made.value.id}` };
    context.save(partStep(0), plain);
    const shown = await client.read(session, { method: 'GET', path: postPath(plain.id), fields: { fields: PERMALINK }, effect: 'reads', signal }, permalinkAnswer);
    const done: SavedPart = { ...plain, url: (shown.ok ? shown.value.permalink_url : null) ?? plain.url };
    context.save(partStep(0), done);
    return { ...published(done), answer: answer.value.log };
  };

  /** @param tried when a call before this one was sent that had no answer, so a post with these words may be its; null: there was none */
  async function refused(context: PublishContext, { part }: Draft, error: ConnectorError, tried: number | null): Promise<CommitOutcome> {
    if (error.type === 'unknown') return error;
    if (tried === null) context.save(triedStep(0), null);
    if (error.type === 'rejected' && error.reason === 'media-invalid') forgetPhotos(context, part);
    // 506: the newest post says the same. After a call without an answer that is most likely ours.
    if (tried === null || error.type !== 'rejected' || error.reason !== 'duplicate') return error;
    const found = await find(context);
    if (found.ok && found.value.type === 'published') return { ...found.value, ...answerOf(error) };
    return { type: 'unknown', detail: 'Facebook has a post with these words, and it cannot be told whether it is this one', ...answerOf(error) };
  }

  return {
    // Nothing of it is sent: Facebook takes no key. It names the publication to the engine alone.
    chooseKey,
    prepare: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft;
      return isOwn(context.outgoing) ? own.prepare(context, draft.value) : bringPhotos(client, clock, context, draft.value.part);
    },
    commit,
    // A post is public as soon as Facebook answers, so a ref is of a video that it works on, or the id of a post.
    check: async (context, ref) => {
      const { session, signal } = context;
      const video = videoIn(ref);
      if (video !== null) return own.check(context, video);
      const post = await readPost(client, session, ref, PERMALINK, permalinkAnswer, signal);
      if (!post.ok) return post.error;
      if (post.value === 'gone') return { type: 'rejected', reason: 'not-found', detail: 'Facebook does not have this post' };
      return published({ id: post.value.id, url: post.value.permalink_url ?? `${web}/${post.value.id}` });
    },
    findPublished: (context) => (isOwn(context.outgoing) ? own.find(context, context.committedAt ?? context.outgoing.dueAt) : find(context)),
    replaySafeUntil: () => null,
    postAt: (session, url) => {
      const home = new URL(web);
      const hosts = home.hostname === 'www.facebook.com' ? ['www.facebook.com', 'facebook.com', 'm.facebook.com'] : [home.hostname];
      if (url.protocol !== home.protocol || url.port !== home.port || !hosts.includes(url.hostname) || url.username !== '') return null;
      const permalink = url.origin + url.pathname;
      // No account is in the address of a Reel.
      if (/^\/reel\/\d{1,30}\/?$/.test(url.pathname)) return { remoteId: null, permalink };
      const whole = /^\/(\d{1,30})_(\d{1,30})\/?$/.exec(url.pathname);
      if (whole !== null) return whole[1] === session.remoteId ? { remoteId: `${whole[1]}_${whole[2] ?? ''}`, permalink } : null;
      const [, page = '', edge = '', post = ''] = /^\/([^/]{1,200})\/(posts|videos)\/(?:[^/]{1,300}\/)?(pfbid\w{1,200}|\d{1,30})\/?$/.exec(url.pathname) ?? [];
      if (page.toLowerCase() !== session.handle.toLowerCase() && page !== session.remoteId) return null;
      // What a browser shows (pfbid…) is not the id, and how they hang together is not documented.
      return { remoteId: edge === 'posts' && /^\d+$/.test(post) ? `${session.remoteId}_${post}` : null, permalink };
    },
    fetchPost: async (session, remoteId, signal) => {
      if (isStoryId(remoteId)) return stories.fetch(session, remoteId, signal);
      // A video has no such field, and was out when it got this number.
      if (!remoteId.includes('_')) {
        const shown = await readPost(client, session, remoteId, PERMALINK, idAnswer, signal);
        return shown.ok ? ok(shown.value === 'gone' ? 'gone' : 'live') : shown;
      }
      const post = await readPost(client, session, remoteId, 'id,is_published,permalink_url', keptAnswer, signal);
      if (!post.ok) return post;
      return ok(post.value === 'gone' || !post.value.is_published ? 'gone' : 'live');
    },
    remove: async (session, remoteId, signal) => {
      if (isStoryId(remoteId)) return stories.remove(session, remoteId, signal);
      // Deleting twice does no harm, so a lost answer may simply be asked for again.
      const answer = await client.read(session, { method: 'DELETE', path: postPath(remoteId), effect: 'reads', signal }, doneAnswer);
      if (answer.ok) return ok(null);
      if (!isGone(answer.error)) return answer;
      const left = await readPost(client, session, remoteId, PERMALINK, madeAnswer, signal);
      if (!left.ok) return left;
      return left.value === 'gone' ? ok(null) : err({ type: 'unavailable', detail: 'Facebook did not delete the post' });
    },
    concurrency: { network: 4, account: 1 },
  };
}
