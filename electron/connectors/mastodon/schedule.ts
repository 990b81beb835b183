import type { Clock } from '#core/clock';
import { DAY, MINUTE } from '#core/clock';
import { networkFacts } from '#core/networks';
import { err, ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { HeldPost, NativeSchedulePort } from '../ports/native-schedule';
import { mediaIds } from '../publishing/saved-media';
import { published } from '../publishing/thread';
import { scheduledAnswer, scheduledList, statusAnswer } from './api-types';
import type { Call, MastodonClient } from './client';
import type { createFind } from './find-published';
import { pollFault, readOptions, scheduledPublication, scheduleKey, statusBody, toPart } from './parts';
import { quotedId } from './quote';

/** Mastodon names no upper bound; a year is more than a calendar plans. */
const LONGEST_LEAD = 365 * DAY;
const PAGE = 40;
/** Mastodon keeps at most 300 for an account. */
const MAX_PAGES = 10;

const scheduledPath = (ref: string): string => `/api/v1/scheduled_statuses/${encodeURIComponent(ref)}`;

/** scheduled_at (methods/statuses.md and methods/scheduled_statuses.md, documentation 2903485, checked 2026-11-21). */
export function createSchedulePort(client: MastodonClient, clock: Clock, find: ReturnType<typeof createFind>): NativeSchedulePort {
  const held: NativeSchedulePort['held'] = async (context) => {
    // Others never got one.
    if (client.secretOf(context.session)?.software !== 'mastodon') return ok({ posts: [], complete: true });
    const posts: HeldPost[] = [];
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const last = posts.at(-1);
      const query = new URLSearchParams({ limit: String(PAGE), ...(last === undefined ? {} : { max_id: last.ref }) });
      const call: Call = { method: 'GET', path: `/api/v1/scheduled_statuses?${query}`, effect: 'reads', signal: context.signal };
      const list = await client.read(context.session, call, scheduledList);
      if (!list.ok) return list;
      const fresh = list.value.filter((one) => !posts.some((known) => known.ref === one.id));
      posts.push(...fresh.map(({ id, scheduled_at, params }) => ({
        ref: id, dueAt: scheduled_at, text: params.text ?? '', mediaCount: params.media_ids?.length ?? 0,
        publicationId: scheduledPublication(params.idempotency ?? ''),
      })));
      if (fresh.length === 0) return ok({ posts, complete: true });
    }
    return ok({ posts, complete: false });
  };

  const schedule: NativeSchedulePort['schedule'] = async (context) => {
    const [part, ...rest] = context.outgoing.parts;
    const options = readOptions(context);
    if (part === undefined || options === null) return { type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' };
    if (rest.length > 0) return { type: 'rejected', reason: 'invalid', detail: 'a thread cannot be handed over' };
    // snac answers scheduled_at by publishing at once (2.96), so it is never sent to a server that is not known to keep posts.
    if (client.secretOf(context.session)?.software !== 'mastodon') return { type: 'rejected', reason: 'other', detail: 'this server does not keep posts for later' };
    const fault = pollFault(context, options, 'mastodon');
    if (fault !== null) return { type: 'rejected', reason: 'invalid', detail: fault };
    if (part.text.trim() === '' && part.media.length === 0) return { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' };
    const media = mediaIds(context, part, 0);
    if (media === null) return { type: 'unavailable', detail: 'the pictures are not uploaded yet' };
    const quoted = quotedId(context, options);
    if (quoted === undefined) return { type: 'unavailable', detail: 'the post to quote is not looked up yet' };
    const answer = await client.call(context.session, {
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { 'idempotency-key': scheduleKey(context) },
      json: { ...statusBody(part, media, options, null, quoted), scheduled_at: new Date(context.outgoing.dueAt).toISOString() },
      effect: 'commits',
      signal: context.signal,
    });
    if (!answer.ok) return answer.error;
    const kept = scheduledAnswer.safeParse(answer.value.json);
    if (kept.success) return { type: 'processing', ref: kept.data.id, checkAt: kept.data.scheduled_at + MINUTE, answer: answer.value.log };
    // It should have kept the post and says that it has published it: that is now the truth.
    const status = statusAnswer.safeParse(answer.value.json);
    if (status.success) return { ...published(toPart(status.data, context.session.serverUrl)), answer: answer.value.log };
    return { type: 'unknown', detail: 'the answer does not have the expected fields', answer: answer.value.log };
  };

  return {
    minLeadMs: networkFacts.mastodon.nativeSchedule?.minAheadMs ?? 5 * MINUTE,
    maxLeadMs: LONGEST_LEAD,
    schedule,
    held,
    // Repeating this changes nothing more, so a lost answer is `unavailable`.
    reschedule: async (session, ref, dueAt, signal) => {
      const answer = await client.call(session, { method: 'PUT', path: scheduledPath(ref), json: { scheduled_at: new Date(dueAt).toISOString() }, effect: 'reads', signal });
      return answer.ok ? ok(null) : answer;
    },
    // 404 is no success here: the post may have gone out in the meantime, and `status` tells.
    cancel: async (session, ref, signal) => {
      const answer = await client.call(session, { method: 'DELETE', path: scheduledPath(ref), effect: 'reads', signal });
      return answer.ok ? ok(null) : answer;
    },
    status: async (context, ref) => {
      const answer = await client.read(context.session, { method: 'GET', path: scheduledPath(ref), effect: 'reads', signal: context.signal }, scheduledAnswer);
      if (answer.ok) return ok({ type: 'waiting' });
      if (!isGone(answer.error)) return err(answer.error);
      return find(context, Math.min(context.outgoing.dueAt, clock.now()));
    },
  };
}
