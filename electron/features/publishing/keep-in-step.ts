import type { Millis } from '#core/clock';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import { handOver, move, orLater, takeBack } from './handover';
import { fingerprint, notesOf } from './notes';
import type { Attempt, Job } from './publishing-store';
import { isLost, seek, tellLost } from './seek';
import type { Tools, Work } from './work';

export type Take = (job: Job, task: (work: Work) => Promise<void>) => void;

/** What the network may be told now. */
export interface Allowed {
  readonly paused: boolean;
  readonly handOver: boolean;
}

/** Hand-overs begun, and rows read, at once. */
const AT_ONCE = 50;

/**
 * Follows every edit, move, pause and deletion of what was handed over, also while publishing is paused: giving something up sends nothing.
 * Hands over what may be, when that is allowed. Cheap when there is nothing of the kind.
 */
export function keepInStep(tools: Tools, now: Millis, allowed: Allowed, take: Take): void {
  const keepers = [...tools.deps.connectors.values()].flatMap((c) => (c.nativeSchedule === undefined ? [] : [{ id: c.id, port: c.nativeSchedule }]));
  if (keepers.length === 0) return;
  for (const { job, attempt } of tools.deps.store.openHandovers()) follow(tools, job, attempt, now, allowed.paused, take);
  if (!allowed.handOver) return;
  const query = {
    from: now + Math.min(...keepers.map(({ port }) => port.minLeadMs)), to: now + Math.max(...keepers.map(({ port }) => port.maxLeadMs)),
    networks: keepers.map(({ id }) => id), limit: AT_ONCE,
  };
  // What may not be handed over now must not hide what lies behind it.
  let room = AT_ONCE;
  for (let offset = 0; room > 0; offset += AT_ONCE) {
    const page = tools.deps.store.handoverCandidates({ ...query, offset });
    const offered = page.flatMap((job) => offer(tools, job, now)).slice(0, room);
    room -= offered.length;
    for (const { job, port } of offered) take(job, orLater(tools, (work) => handOver(tools, work, port)));
    if (page.length < AT_ONCE) return;
  }
}

function offer(tools: Tools, job: Job, now: Millis): readonly { readonly job: Job; readonly port: NativeSchedulePort }[] {
  const port = tools.deps.connectors.get(job.network)?.nativeSchedule;
  if (port === undefined || job.dueAt === null || job.dueAt < now + port.minLeadMs || job.dueAt > now + port.maxLeadMs || port.keeps?.(job.options) === false) return [];
  const known = notesOf(job.saved).handover;
  const unchanged = known !== undefined && known.content === fingerprint(job) && known.dueAt === job.dueAt;
  if (known?.state === 'refused' && unchanged) return [];
  return known?.state === 'later' && (known.until ?? 0) > now ? [] : [{ job, port }];
}

function follow(tools: Tools, job: Job, attempt: Attempt, now: Millis, paused: boolean, take: Take): void {
  const port = tools.deps.connectors.get(job.network)?.nativeSchedule;
  const known = notesOf(job.saved).handover;
  if (port === undefined || known === undefined || (known.until ?? 0) > now || job.state === 'published') return;
  if (job.accountHealth !== 'ok') {
    if (isLost(job)) tellLost(tools, job, attempt, now);
    return;
  }
  if (isLost(job)) {
    if (job.state !== 'publishing' && job.state !== 'unconfirmed') take(job, orLater(tools, (work) => seek(tools, work, attempt, port)));
    return;
  }
  if (job.nativeRef === null) return;
  const ref = job.nativeRef;
  // Too close to its time to change anything: what the network does now is found by asking.
  if (known.dueAt <= now) return;
  const wanted = job.state === 'scheduled' && job.deletedAt === null && !job.accountGone && job.nativeAllowed && !paused && !job.accountPaused;
  const sameContent = known.content === fingerprint(job);
  const within = job.dueAt !== null && job.dueAt >= now + port.minLeadMs && job.dueAt <= now + port.maxLeadMs;
  if (wanted && sameContent && job.dueAt === known.dueAt) return;
  if (wanted && sameContent && within) take(job, orLater(tools, (work) => move(tools, work, attempt, port, ref)));
  else take(job, orLater(tools, (work) => takeBack(tools, work, attempt, port, ref)));
}
