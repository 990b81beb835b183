import { oc, type } from '@orpc/contract';
import * as z from 'zod';
import { id, label, millis, networkId, publicationState, resultOf, undo, wallTime } from './shapes';

/** One post at one time: one chip, whatever the number of its publications. */
export const chip = z.object({
  /** `postId@dueAt` */
  key: z.string(), postId: id, brandId: id, at: millis, wall: wallTime, title: z.string(), thumbHash: z.string().nullable(),
  /** The worst state of its publications; `draft` when it has none. */
  state: publicationState,
  publications: z.array(z.object({ id, accountId: id, network: networkId, state: publicationState, problemCode: z.string().nullable(), nativeRef: z.string().nullable() })),
  labelIds: z.array(id),
});
export type Chip = z.infer<typeof chip>;

export const calendarFilter = z.object({
  accountIds: z.array(id).max(200).optional(), states: z.array(publicationState).optional(), labelIds: z.array(id).max(200).optional(),
});
export type CalendarFilter = z.infer<typeof calendarFilter>;

export const when = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), wall: wallTime }),
  z.object({ kind: z.literal('slot') }),
  z.object({ kind: z.literal('now') }),
]);
export type When = z.infer<typeof when>;

export const scheduledAt = z.object({
  postId: id, at: millis, wall: wallTime,
  /** `gap`: the wished time does not exist that day and moved forward; `overlap`: it exists twice and the first was taken. */
  adjusted: z.enum(['none', 'gap', 'overlap']),
  /** Accounts of it whose login ends before that time. */
  loginEnds: z.array(z.object({ network: networkId, handle: z.string(), endsAt: millis })),
  undoId: id,
});

export const planning = {
  /** Chips with `from <= at < to`, by time. `brandId` null shows all brands. */
  // A thousand chips at each change of month: what comes from our own main process is not read twice.
  calendar: oc.input(z.object({ brandId: id.nullable(), from: millis, to: millis, filter: calendarFilter.default({}) })).output(type<Chip[]>()),
  /** Gives all publications (or the named ones) that time. Those with stopping problems make it `has-problems`, unless `skipProblems`. */
  schedule: oc.input(z.object({ postId: id, when, publicationIds: z.array(id).max(50).optional(), skipProblems: z.boolean().default(false) })).output(resultOf(scheduledAt)),
  /** A time for a draft that stays a draft (a dashed chip), and the move of what is scheduled already. `asDraft`: what failed, was missed or was cancelled becomes a draft too. A time in the past is refused. What failed or was missed is scheduled anew, and stopping problems make that `has-problems`, as in `schedule`. */
  move: oc.input(z.object({ postId: id, publicationIds: z.array(id).max(50).optional(), wall: wallTime, asDraft: z.boolean().optional() })).output(resultOf(scheduledAt)),
  /** Takes the time away: back to the tray. */
  unschedule: oc.input(z.object({ postId: id, publicationIds: z.array(id).max(50).optional() })).output(resultOf(undo)),
  hold: oc.input(z.object({ publicationIds: z.array(id).min(1).max(500) })).output(resultOf(undo)),
  resume: oc.input(z.object({ publicationIds: z.array(id).min(1).max(500) })).output(resultOf(undo)),
  cancel: oc.input(z.object({ publicationIds: z.array(id).min(1).max(500) })).output(resultOf(undo)),
  undo: oc.input(z.object({ undoId: id })).output(resultOf(z.null())),
  setLabels: oc.input(z.object({ postId: id, labelIds: z.array(id).max(50) })).output(resultOf(z.array(label))),
  nextSlot: oc.input(z.object({ accountIds: z.array(id).min(1).max(50), after: millis.optional() })).output(resultOf(z.object({ at: millis, wall: wallTime }))),
  search: oc.input(z.object({ brandId: id.nullable(), query: z.string().max(500), limit: z.number().int().min(1).max(200).default(50) })).output(z.array(z.object({
    postId: id, brandId: id, title: z.string(),
    /** Matched words between U+0002 and U+0003. */
    snippet: z.string(), thumbHash: z.string().nullable(), state: publicationState, at: millis.nullable(), networks: z.array(networkId),
  }))),
};
