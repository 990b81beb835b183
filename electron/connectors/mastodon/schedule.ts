import type { Clock } from '#core/clock';
import { DAY, MINUTE } from '#core/clock';
import { networkFacts } from '#core/networks';
import { err, ok } from '#core/result';
import type { CommitOutcome, NativeSchedulePort, PublishContext } from '../connector';
import { scheduledAnswer, scheduledList, statusAnswer } from './api-types';
import type { Call, MastodonClient } from './client';
import type { createFind } from './find-published';
import { mediaIds } from './media';
import { readOptions, scheduleKey, statusBody, toPart } from './parts';
import { published } from './publish';

/** Mastodon names no upper bound; a year is more than a calendar plans. */
const LONGEST_LEAD = 365 * DAY;
const LIST = 40;

const scheduledPath = (ref: string): string => `/api/v1/scheduled_statuses/${encodeURIComponent(ref)}`;

/** scheduled_at (methods/statuses.md and methods/scheduled_statuses.md, documentation 2903485, checked 2026-11-21). */
export function createSchedulePort(client: MastodonClient, clock: Clock, find: ReturnType<typeof createFind>): NativeSchedulePort {
  /** What an earlier call without an answer left there: Mastodon keeps our key with it. */
  async function findScheduled(context: PublishContext): Promise<CommitOutcome | null> {
    const call: Call = { method: 'GET', path: `/api/v1/scheduled_statuses?limit=${LIST}`, effect: 'reads', signal: context.signal };
    const list = await client.read(context.session, call, scheduledList);
    if (!list.ok) return list.error;
    const mine = list.value.find((one) => one.params.idempotency === scheduleKey(context.key));
    return mine === undefined ? null : { type: 'processing', ref: mine.id, checkAt: mine.scheduled_at + MINUTE };
  }

  const schedule: NativeSchedulePort['schedule'] = async (context) => {
    const [part, ...rest] = context.outgoing.parts;
    const options = readOptions(context);
    if (part === undefined || options === null) return { type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' };
    if (rest.length > 0) return { type: 'rejected', reason: 'invalid', detail: 'a thread cannot be handed over' };
    // snac answers scheduled_at by publishing at once (2.96), so it is never sent to a server that is not known to keep posts.
    if (client.secretOf(context.session)?.software !== 'mastodon') return { type: 'rejected', reason: 'other', detail: 'this server does not keep posts for later' };
    if (part.text.trim() === '' && part.media.length === 0) return { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' };
    const media = mediaIds(context, part, 0);
    if (media === null) return { type: 'unavailable', detail: 'the pictures are not uploaded yet' };
    if (context.committedAt !== null) {
      const earlier = await findScheduled(context);
      if (earlier !== null) return earlier;
    }
    const answer = await client.call(context.session, {
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { 'idempotency-key': scheduleKey(context.key) },
      json: { ...statusBody(part, media, options, null), scheduled_at: new Date(context.outgoing.dueAt).toISOString() },
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
      if (answer.error.type !== 'rejected' || answer.error.reason !== 'not-found') return err(answer.error);
      return find(context, Math.min(context.outgoing.dueAt, clock.now()));
    },
  };
}
