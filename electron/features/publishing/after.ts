import type { Millis } from '#core/clock';
import type { AppResult } from '#core/errors';
import { appError } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { entry } from './journal';
import { limited } from './limited';
import { notesOf, withNotes } from './notes';
import type { Job, MetricsRow } from './publishing-store';
import { allStates, say, type Tools, type Work } from './work';

const VERIFY_TRIES = 5;

/** A published publication whose time has come: prove that it is live, or read its counts. Never sends. */
export async function afterwards(tools: Tools, work: Work): Promise<void> {
  const { job } = work;
  if (job.remoteId === null || job.goneAt !== null) return finish(tools, work, null);
  if (job.verifiedAt === null || notesOf(job.saved).verifyAgain === true) return verify(tools, work, job.remoteId);
  const read = await readMetrics(tools, [job]);
  if (!read.ok) return finish(tools, work, tools.deps.clock.now() + 15 * 60_000);
  const done = (notesOf(job.saved).metricsRead ?? 0) + 1;
  work.saved = withNotes(work.saved, { metricsRead: done });
  // The reading may have shown that the post is gone.
  const gone = (tools.deps.store.job(job.id)?.goneAt ?? null) !== null;
  await finish(tools, work, gone ? null : nextReading(tools, job.publishedAt, done));
}

async function verify(tools: Tools, work: Work, remoteId: string): Promise<void> {
  const { deps, writer, timing } = tools;
  const opened = deps.sessions.open(work.job.accountId);
  if (!opened.ok) return finish(tools, work, deps.clock.now() + timing.maxSleepMs);
  const { session } = opened.value;
  const seen = await limited<Awaited<ReturnType<typeof work.connector.publish.fetchPost>>>(
    deps.clock, timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }), (signal) => work.connector.publish.fetchPost(session, remoteId, signal),
  );
  tools.step('verify-answered', work.job.id);
  const now = deps.clock.now();
  if (!seen.ok) {
    if (seen.error.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
    const tries = (notesOf(work.saved).tries ?? 0) + 1;
    work.saved = withNotes(work.saved, { tries });
    // Not being able to look says nothing about the post.
    return finish(tools, work, tries < VERIFY_TRIES ? now + timing.maxSleepMs * tries : nextReading(tools, work.job.publishedAt, 0));
  }
  work.saved = withNotes(work.saved, { tries: undefined, verifyAgain: undefined });
  const live = seen.value === 'live';
  await writer.write({
    id: work.job.id, at: now, from: ['published'],
    set: { ...(live ? { verifiedAt: now } : { goneAt: now }), saved: work.saved, wakeAt: live ? nextReading(tools, work.job.publishedAt, 0) : null },
    activity: [say(tools, work, live ? 'verified' : 'verify-gone')],
  });
}

const finish = async (tools: Tools, work: Work, wakeAt: Millis | null): Promise<void> => {
  await tools.writer.write({ id: work.job.id, at: tools.deps.clock.now(), from: allStates, set: { wakeAt, saved: work.saved } });
};

/** @param done how many of the planned readings were made. */
function nextReading(tools: Tools, publishedAt: Millis | null, done: number): Millis | null {
  const after = tools.timing.metricsAt[done];
  return after === undefined || publishedAt === null ? null : Math.max(publishedAt + after, tools.deps.clock.now() + 1000);
}

/** Reads the counts of posts of any accounts; the number of posts that the networks answered for. */
export async function readMetrics(tools: Tools, jobs: readonly Job[]): Promise<AppResult<number>> {
  const { deps } = tools;
  const byAccount = new Map<Id, Job[]>();
  for (const job of jobs) {
    if (job.remoteId !== null && job.goneAt === null) byAccount.set(job.accountId, [...(byAccount.get(job.accountId) ?? []), job]);
  }
  let read = 0;
  let failure: AppResult<number> | null = null;
  for (const [accountId, of] of byAccount) {
    const answered = await readAccount(tools, accountId, of);
    if (answered.ok) read += answered.value;
    else failure = answered;
  }
  if (read > 0) deps.changes.changed('publishing', 'activity');
  return read === 0 && failure !== null ? failure : ok(read);
}

async function readAccount(tools: Tools, accountId: Id, jobs: readonly Job[]): Promise<AppResult<number>> {
  const { deps } = tools;
  const port = jobs[0] === undefined ? undefined : deps.connectors.get(jobs[0].network)?.metrics;
  if (port === undefined) return ok(0);
  const opened = deps.sessions.open(accountId);
  if (!opened.ok) return opened;
  const login = deps.sessions.loginOf(accountId);
  const answer = await port.posts(opened.value.session, jobs.flatMap((j) => (j.remoteId === null ? [] : [j.remoteId])), tools.giveUp);
  if (!answer.ok) {
    const { error } = answer;
    if (error.type === 'reauth') deps.sessions.markSignedOut(accountId, login);
    return err(error.type === 'reauth' ? appError('signed-out') : error.type === 'rate-limited' ? appError('rate-limited', { retryAt: error.retryAt }) : appError('network-unavailable', undefined, 'detail' in error ? error.detail : undefined));
  }
  const at = deps.clock.now();
  const rows: MetricsRow[] = [];
  for (const job of jobs) {
    const counts = answer.value.get(job.remoteId ?? '');
    if (counts !== undefined) rows.push({ publicationId: job.id, at, ...counts });
    else tools.writer.writeNow({ id: job.id, at, from: ['published'], set: { goneAt: at, wakeAt: null }, activity: [entry(deps.newId, at, job, null, 'verify-gone')] });
  }
  deps.metrics.add(rows);
  return ok(rows.length);
}
