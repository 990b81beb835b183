import { type Clock, HOUR, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import { checked, liveOrGone, postOrGone } from '../meta-graph/own-post';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, partStep, type Posted, published, readPart, readTried, type SavedPart, triedStep } from '../publishing/thread';
import { doneAnswer, madeAnswer, permalinkAnswer } from './api-types';
import { profileUrl } from './bases';
import type { InstagramClient } from './client';
import { type Containers, doubtContainer, forgetContainer, readContainer, type SavedContainer } from './containers';
import { type Draft, readDraft } from './draft';
import type { Find } from './find-published';
import { writeComment } from './first-comment';
import type { Hosting } from './hosting';
import { isLost, isNotReady } from './map-error';
import { postsLeft, readProfile } from './profile';

/** The allowance is that of any 24 hours, so some of it comes back all the time. */
const QUOTA_PAUSE: Millis = HOUR;
const postPath = (id: string): string => `/${encodeURIComponent(id)}`;
const PERMALINK = { fields: 'id,permalink' } as const;

interface Parts {
  readonly clock: Clock;
  readonly containers: Containers;
  readonly hosting: Hosting;
  readonly find: Find;
  readonly times: ServerTimes;
}

export function createPublishPort(client: InstagramClient, { clock, containers, hosting, find, times }: Parts): PublishPort {
  /** A carousel counts as one. What cannot be read stops nothing. */
  async function overQuota({ session, signal }: PublishContext): Promise<ConnectorError | null> {
    const left = await postsLeft(client, session, signal);
    if (!left.ok) return left.error.type === 'reauth' || left.error.type === 'aborted' ? left.error : null;
    return left.value >= 1 ? null : { type: 'rate-limited', retryAt: clock.now() + QUOTA_PAUSE };
  }

  const prepare: PublishPort['prepare'] = async (context) => {
    const draft = readDraft(context.outgoing);
    if (!draft.ok) return draft;
    const homeless = hosting.homeless(context);
    if (homeless !== null) return err(homeless);
    // An attempt that nobody knows the end of keeps its container: its state tells what became of it.
    if (readPart(context, 0) !== null || readTried(context, 0) !== null) return ok(null);
    if (readContainer(context) === null) {
      const over = await overQuota(context);
      if (over !== null) return err(over);
    }
    const brought = await containers.bring(context, draft.value);
    return brought.ok ? ok(null) : brought;
  };

  /**
   * What became of an attempt without an answer. Null: certainly nothing, so it may be published.
   * Nobody promises that one container cannot be published twice.
   */
  async function settle(context: PublishContext): Promise<Result<SavedPart | null, ConnectorError>> {
    const found = await find(context);
    const part = readPart(context, 0);
    if (part !== null) return ok(part);
    if (!found.ok) return err(found.error.type === 'unavailable' ? { ...found.error, type: 'unknown' } : found.error);
    if (found.value.type !== 'absent') return err({ type: 'unknown', detail: found.value.type === 'cannot-tell' ? found.value.detail : 'it could not be found again' });
    doubtContainer(context);
    return ok(null);
  }

  /** @param tried when a call before this one was sent that had no answer; null: there was none */
  async function refused(context: PublishContext, container: SavedContainer, error: ConnectorError, tried: number | null): Promise<ConnectorError> {
    if (error.type === 'unknown') return error;
    // This call did nothing; what an earlier one did is as open as it was.
    context.save(triedStep(0), tried);
    if (error.type !== 'rejected') return error;
    const seen = await containers.look(context, container.id);
    if (tried !== null || (seen.ok && seen.value.state === 'PUBLISHED')) {
      context.save(triedStep(0), tried ?? clock.now());
      if (!seen.ok || seen.value.state === 'PUBLISHED') return { type: 'unknown', detail: 'Instagram refused to publish it, and it may be out already', ...answerOf(error) };
    }
    // Asked too early, or of something that has ended: neither is a failure of the post.
    if (isNotReady(error)) doubtContainer(context);
    else if (isLost(error) || isGone(error)) forgetContainer(context);
    else return error;
    return { type: 'unavailable', detail: error.detail, ...answerOf(error) };
  }

  async function publish(context: PublishContext, draft: Draft): Promise<Result<Posted, ConnectorError>> {
    const tried = readTried(context, 0);
    if (tried !== null) {
      const settled = await settle(context);
      if (!settled.ok) return settled;
      if (settled.value !== null) return ok({ part: settled.value, log: null });
    }
    const container = await containers.bring(context, draft);
    if (!container.ok) return container;
    const { session, signal } = context;
    context.save(triedStep(0), clock.now());
    const answer = await client.call(session, { method: 'POST', path: `/${session.remoteId}/media_publish`, fields: { creation_id: container.value.id }, effect: 'commits', signal });
    if (!answer.ok) return err(await refused(context, container.value, answer.error, tried));
    const made = readJson(answer.value, 'commits', madeAnswer);
    if (!made.ok) return made;
    // Written down before anything else is asked.
    const plain: SavedPart = { id: made.value.id, url: profileUrl(client.bases, session.handle) };
    context.save(partStep(0), plain);
    const shown = await client.read(session, { method: 'GET', path: postPath(plain.id), fields: PERMALINK, effect: 'reads', signal }, permalinkAnswer);
    await containers.tidy(context, container.value);
    const done: SavedPart = { ...plain, url: (shown.ok ? shown.value.permalink : null) ?? plain.url };
    context.save(partStep(0), done);
    return ok({ part: done, log: answer.value.log });
  }

  const commit: PublishPort['commit'] = async (context) => {
    const draft = readDraft(context.outgoing);
    if (!draft.ok) return draft.error;
    const out = readPart(context, 0);
    const homeless = out === null ? hosting.homeless(context) : null;
    if (homeless !== null) return homeless;
    saveNotBefore(context, times.last(originOf(client, context.session)));
    const posted: Result<Posted, ConnectorError> = out === null ? await publish(context, draft.value) : ok({ part: out, log: null });
    if (!posted.ok) return posted.error;
    const { part, log } = posted.value;
    const comment = await writeComment(client, context, part.id);
    if (!comment.ok) return comment.error;
    return { ...published(part), ...(log === null ? {} : { answer: log }), ...(comment.value === null ? {} : { commentRefused: comment.value }) };
  };

  const readPost = async (session: Session, id: string, signal: AbortSignal): Promise<Result<SavedPart | 'gone', ConnectorError>> => {
    const post = await client.read(session, { method: 'GET', path: postPath(id), fields: PERMALINK, effect: 'reads', signal }, permalinkAnswer);
    return postOrGone('Instagram', session, post.ok ? ok({ id, url: post.value.permalink ?? profileUrl(client.bases, session.handle) }) : post, async () => {
      const me = await readProfile(client, session, signal);
      return me.ok ? ok(me.value.remoteId) : me;
    });
  };

  return {
    // Nothing of it is sent: Instagram takes no key. It names the publication to the engine alone.
    chooseKey,
    prepare,
    commit,
    check: async ({ session, signal }, ref) => checked('Instagram', await readPost(session, ref, signal)),
    findPublished: find,
    replaySafeUntil: () => null,
    // The code in an address is not the id, and mostly no account is in it.
    postAt: (session, url) => {
      const home = new URL(client.bases.web);
      const hosts = home.hostname === 'www.instagram.com' ? ['www.instagram.com', 'instagram.com'] : [home.hostname];
      if (url.protocol !== home.protocol || url.port !== home.port || !hosts.includes(url.hostname) || url.username !== '') return null;
      const [shown, handle = session.handle] = /^\/(?:([\w.]{1,30})\/)?(?:p|reel|tv)\/[\w-]{1,50}\/?$/.exec(url.pathname) ?? [];
      return shown !== undefined && handle.toLowerCase() === session.handle.toLowerCase() ? { remoteId: null, permalink: url.origin + url.pathname } : null;
    },
    fetchPost: async (session, remoteId, signal) => liveOrGone(await readPost(session, remoteId, signal)),
    remove: async (session, remoteId, signal) => {
      // Meta's list has this call for accounts with a Page, and it was seen refused with code 10; a post that is gone already is a success.
      const answer = await client.read(session, { method: 'DELETE', path: postPath(remoteId), effect: 'reads', signal }, doneAnswer);
      if (answer.ok) return ok(null);
      if (answer.error.type !== 'rejected') return answer;
      const left = await readPost(session, remoteId, signal);
      if (!left.ok) return left;
      if (left.value === 'gone') return ok(null);
      return err({ ...answer.error, reason: 'forbidden', detail: 'Instagram does not let apps delete posts. Delete it in the Instagram app' });
    },
    concurrency: { network: 4, account: 1 },
  };
}

const originOf = (client: InstagramClient, session: Session): string => (client.secretOf(session)?.way === 'page' ? client.bases.facebook : client.bases.instagram);
