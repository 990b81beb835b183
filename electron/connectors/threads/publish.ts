import { type Clock, HOUR, type Millis } from '#core/clock';
import type { ThreadsOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import { checked, liveOrGone, postOrGone } from '../meta-graph/own-post';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, commitThread, idsLastFirst, partStep, type Posted, readPart, readTried, type SavedPart, triedStep } from '../publishing/thread';
import { doneAnswer, madeAnswer, meAnswer, permalinkAnswer, quotaAnswer } from './api-types';
import { profileUrl } from './bases';
import type { ThreadsClient } from './client';
import type { Containers } from './containers';
import { readDraft } from './draft';
import type { Find } from './find-published';
import { containerStep, forgetContainer, readContainer } from './steps';

/** The allowance is that of any 24 hours, so some of it comes back all the time. */
const QUOTA_PAUSE: Millis = HOUR;
const postPath = (id: string): string => `/${encodeURIComponent(id)}`;
const PERMALINK = { fields: 'id,permalink' } as const;

export function createPublishPort(client: ThreadsClient, clock: Clock, containers: Containers, find: Find, times: ServerTimes): PublishPort {
  /** A thread that runs out of its allowance would stop half way, so it is not begun. What cannot be read stops nothing. */
  async function overQuota({ session, outgoing, signal }: PublishContext): Promise<ConnectorError | null> {
    const fields = 'quota_usage,config,reply_quota_usage,reply_config';
    const read = await client.read(session, { method: 'GET', path: '/me/threads_publishing_limit', query: { fields }, effect: 'reads', signal }, quotaAnswer);
    if (!read.ok) return read.error.type === 'reauth' || read.error.type === 'aborted' ? read.error : null;
    const [quota] = read.value.data;
    const [most, gone] = [quota?.config?.quota_total ?? 0, quota?.quota_usage ?? null];
    // It is of the last 24 hours at any time, so no moment is named.
    if (most > 0 && gone !== null) session.told?.({ unit: 'posts', limit: most, left: Math.max(0, most - gone), resetsAt: null });
    const left = (total: number | undefined, usage: number | null | undefined): number => (total === undefined ? Infinity : Math.max(0, total - (usage ?? 0)));
    const enough = left(quota?.config?.quota_total, quota?.quota_usage) >= 1 && left(quota?.reply_config?.quota_total, quota?.reply_quota_usage) >= outgoing.parts.length - 1;
    return enough ? null : { type: 'rate-limited', retryAt: clock.now() + QUOTA_PAUSE };
  }

  const prepare: PublishPort['prepare'] = async (context) => {
    const draft = readDraft(context.outgoing);
    if (!draft.ok) return draft;
    const homeless = containers.homeless(context);
    if (homeless !== null) return err(homeless);
    const [first] = context.outgoing.parts;
    // An attempt that nobody knows the end of keeps its container: its state tells what became of it.
    if (first === undefined || readPart(context, 0) !== null || readTried(context, 0) !== null) return ok(null);
    if (readContainer(context, 0) === null) {
      const over = await overQuota(context);
      if (over !== null) return err(over);
    }
    const brought = await containers.bring(context, 0, first, draft.value, null);
    return brought.ok ? ok(null) : brought;
  };

  /**
   * What became of an attempt without an answer. Null: certainly nothing, so it may be published.
   * Threads has no idempotency key, and nobody promises that one container cannot be published twice.
   */
  async function settle(context: PublishContext, p: number): Promise<Result<SavedPart | null, ConnectorError>> {
    const found = await find(context);
    const part = readPart(context, p);
    if (part !== null) return ok(part);
    if (!found.ok) return err(found.error.type === 'unavailable' ? { ...found.error, type: 'unknown' } : found.error);
    if (found.value.type !== 'absent' && found.value.type !== 'partly') return err({ type: 'unknown', detail: found.value.type === 'cannot-tell' ? found.value.detail : 'it could not be found again' });
    // Whether it can still be published is asked anew.
    const container = readContainer(context, p);
    if (container !== null) context.save(containerStep(p), { ...container, ready: false });
    return ok(null);
  }

  async function postPart(context: PublishContext, p: number, part: OutgoingPart, options: ThreadsOptions, replyTo: string | null): Promise<Result<Posted, ConnectorError>> {
    const tried = readTried(context, p);
    if (tried !== null) {
      const settled = await settle(context, p);
      if (!settled.ok) return settled;
      if (settled.value !== null) return ok({ part: settled.value, log: null });
    }
    const container = await containers.bring(context, p, part, options, replyTo);
    if (!container.ok) return container;
    const { session, signal } = context;
    context.save(triedStep(p), clock.now());
    const answer = await client.call(session, { method: 'POST', path: '/me/threads_publish', query: { creation_id: container.value.id }, effect: 'commits', signal });
    if (!answer.ok) {
      if (answer.error.type === 'unknown') return answer;
      // This call did nothing; what an earlier one did is as open as it was.
      context.save(triedStep(p), tried);
      if (answer.error.type !== 'rejected') return answer;
      const seen = await containers.look(context, container.value.id);
      if (tried !== null || (seen.ok && seen.value.state === 'PUBLISHED')) {
        context.save(triedStep(p), tried ?? clock.now());
        if (!seen.ok || seen.value.state === 'PUBLISHED') return err({ type: 'unknown', detail: 'Threads refused to publish it, and it may be out already', ...answerOf(answer.error) });
      }
      if (isGone(answer.error) && seen.ok && seen.value.state !== 'GONE') context.save(containerStep(p), { ...container.value, ready: false });
      else forgetContainer(context, p, part);
      // "Not found" for something that was there a moment ago: it was asked too early, or has ended.
      return isGone(answer.error) ? err({ ...answer.error, type: 'unavailable' }) : answer;
    }
    const made = readJson(answer.value, 'commits', madeAnswer);
    if (!made.ok) return made;
    // Written down before anything else is asked.
    const out: SavedPart = { id: made.value.id, url: profileUrl(client.bases, session.handle) };
    context.save(partStep(p), out);
    const shown = await client.read(session, { method: 'GET', path: postPath(out.id), query: PERMALINK, effect: 'reads', signal }, permalinkAnswer);
    await containers.tidy(context, container.value);
    return ok({ part: { ...out, url: (shown.ok ? shown.value.permalink : null) ?? out.url }, log: answer.value.log });
  }

  const commit: PublishPort['commit'] = async (context) => {
    const draft = readDraft(context.outgoing);
    if (!draft.ok) return draft.error;
    const homeless = containers.homeless(context);
    if (homeless !== null) return homeless;
    saveNotBefore(context, times.last(client.bases.api));
    return commitThread(context, (part, p, replyTo) => postPart(context, p, part, draft.value, replyTo));
  };

  const readPost = async (session: PublishContext['session'], id: string, signal: AbortSignal): Promise<Result<SavedPart | 'gone', ConnectorError>> => {
    const post = await client.read(session, { method: 'GET', path: postPath(id), query: PERMALINK, effect: 'reads', signal }, permalinkAnswer);
    return postOrGone('Threads', session, post.ok ? ok({ id, url: post.value.permalink ?? profileUrl(client.bases, session.handle) }) : post, async () => {
      const me = await client.read(session, { method: 'GET', path: '/me', query: { fields: 'id,username' }, effect: 'reads', signal }, meAnswer);
      return me.ok ? ok(me.value.id) : me;
    });
  };

  return {
    chooseKey,
    prepare,
    commit,
    check: async ({ session, signal }, ref) => checked('Threads', await readPost(session, ref, signal)),
    findPublished: find,
    replaySafeUntil: () => null,
    // The code in an address is not the id, and how they hang together is not documented.
    postAt: (session, url) => {
      const home = new URL(client.bases.web);
      const hosts = home.hostname === 'www.threads.com' ? ['www.threads.com', 'threads.com', 'www.threads.net', 'threads.net'] : [home.hostname];
      if (url.protocol !== home.protocol || url.port !== home.port || !hosts.includes(url.hostname) || url.username !== '') return null;
      const shown = /^\/@([\w.]{1,100})\/post\/[\w-]{1,50}\/?$/.exec(url.pathname);
      return shown?.[1]?.toLowerCase() === session.handle.toLowerCase() ? { remoteId: null, permalink: url.origin + url.pathname } : null;
    },
    fetchPost: async (session, remoteId, signal) => liveOrGone(await readPost(session, remoteId, signal)),
    remove: async (session, remoteId, signal, saved = {}) => {
      for (const id of idsLastFirst(saved, remoteId)) {
        // Deleting twice does no harm, so a lost answer may simply be asked for again.
        const answer = await client.read(session, { method: 'DELETE', path: postPath(id), effect: 'reads', signal }, doneAnswer);
        if (answer.ok) continue;
        if (!isGone(answer.error)) return answer;
        const left = await readPost(session, id, signal);
        if (!left.ok) return left;
        if (left.value !== 'gone') return err({ type: 'unavailable', detail: 'Threads did not delete the post' });
      }
      return ok(null);
    },
    // One at a time keeps a thread in order.
    concurrency: { network: 4, account: 1 },
  };
}
