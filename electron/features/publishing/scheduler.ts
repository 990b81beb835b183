import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { latenessOf } from '#core/time';
import { type Claim, claim, missedWrite, offlineWrite, unsureWrites } from './claim';
import { notesOf } from './notes';
import type { Job, Lane } from './publishing-store';
import { recover } from './recovery';
import { createSlots } from './slots-in-use';
import type { Tools, Work } from './work';

export interface Scheduler {
  readonly start: () => void;
  /** Something changed: look for due rows now. Many calls at once are one. */
  readonly wake: () => void;
  readonly running: () => number;
  /** Takes one publication in hand outside its time; null when it is in hand already or may not be. */
  readonly runNow: (job: Job, lane: Lane, task: (work: Work) => Promise<void>) => Promise<void> | null;
  /** Stops work on one publication, unless it is being committed; resolves when nobody works on it. */
  readonly release: (id: Id) => Promise<void>;
  /** Stops everything that has not been committed. Resolves when that is certain. */
  readonly interrupt: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Rows read from the database at once; more are fetched while there is room for them. */
const PAGE = 100;
/** Rows in hand that a person has moved to now are due again and are passed over. */
const SPARE = 8;
/** Rows of a sweep read at once. */
const SWEPT = 500;
const JUMP: Millis = 2000;
const SWEEP_EVERY: Millis = 30_000;

/** Everything, page by page: what waits and needs nothing written must not hide what lies behind it. */
function everyPage(read: (limit: number, offset: number) => readonly Job[]): readonly Job[] {
  const all: Job[] = [];
  for (;;) {
    const page = read(SWEPT, all.length);
    all.push(...page);
    if (page.length < SWEPT) return all;
  }
}

/** Sleeps until something is due, claims what is due in one transaction, and runs it within the limits. */
export function createScheduler(
  tools: Tools, may: { readonly paused: () => boolean; readonly online: () => boolean },
  perform: (work: Work) => Promise<void>, keepInStep: (now: Millis, allowed: { readonly paused: boolean; readonly handOver: boolean }) => void,
): Scheduler {
  const { clock, store, soon, onDefect } = tools.deps;
  const inHand = new Map<Id, { readonly work: Work; readonly done: Promise<void> }>();
  const slots = createSlots();
  let unsure = new Set<Id>();
  let stopped = true;
  let asked = false;
  let cancelTimer = (): void => undefined;
  let drift = 0;
  let sweptAt = -Infinity;

  function launch(work: Work, task: (work: Work) => Promise<void>): Promise<void> {
    slots.take(work);
    tools.step('claimed', work.job.id);
    const done = task(work).catch((error: unknown) => { afterDefect(work, error); }).finally(() => {
      inHand.delete(work.job.id);
      slots.give(work);
      unsure.delete(work.job.id);
      wake();
    });
    inHand.set(work.job.id, { work, done });
    return done;
  }

  /** The row comes back soon: to a look when it may have been sent, to another try when not. */
  function afterDefect(work: Work, error: unknown): void {
    if (stopped) return;
    onDefect(error, work.job.id);
    const now = clock.now();
    try {
      tools.writer.writeNow({ id: work.job.id, at: now, from: ['scheduled', 'publishing', 'unconfirmed'], wake: { at: now + 5000, unlessMovedFrom: work.job.dueAt } });
    } catch (second) {
      // The disk does not take it (full, gone). The claim's lease brings the row back.
      onDefect(second, work.job.id);
    }
  }

  /** Accounts from which their networks want nothing yet. */
  const waiting = (now: Millis): Set<Id> => new Set([...tools.memory.coolUntil].filter(([, until]) => until > now).map(([id]) => id));

  /** Claims and starts everything due in one lane that there is room for. */
  function fill(lane: Lane, now: Millis): void {
    const withoutAccounts = waiting(now);
    const withoutNetworks = new Set<NetworkId>();
    for (;;) {
      const limit = Math.min(PAGE, slots.free(lane, tools.deps.connectors.values()));
      if (limit === 0) return;
      const left = withoutAccounts.size + withoutNetworks.size;
      const rows = store.due({ lane, now, limit: limit + SPARE, withoutAccounts: [...withoutAccounts], withoutNetworks: [...withoutNetworks] });
      const claims: Claim[] = [];
      const taken: Work[] = [];
      for (const job of rows) {
        const connector = tools.deps.connectors.get(job.network);
        if (inHand.has(job.id) || withoutAccounts.has(job.accountId) || withoutNetworks.has(job.network) || connector === undefined) continue;
        const room = slots.room(lane, connector, job.accountId);
        if (room === 'network-full') withoutNetworks.add(job.network);
        if (room === 'account-full') withoutAccounts.add(job.accountId);
        if (room !== 'free') continue;
        const made = claim(tools, job, lane, now);
        if (made === null) continue;
        claims.push(made);
        // Counted at once, so that the next row of this page sees it.
        if (made.work !== null) { slots.take(made.work); taken.push(made.work); }
      }
      for (const work of taken) slots.give(work);
      // A page of rows that nothing can be done with now must not hide those behind it.
      const another = rows.length === limit + SPARE && (claims.length > 0 || withoutAccounts.size + withoutNetworks.size > left);
      if (claims.length === 0) {
        if (another) continue;
        return;
      }
      const written = store.write(claims.map((c) => c.write));
      claims.forEach(({ work }, i) => { if (work !== null && written[i] === true) void launch(work, perform); });
      tools.deps.changes.changed('publishing', 'calendar', 'activity');
      if (!another) return;
    }
  }

  /** What cannot be sent now, and has become too late or is told to wait. */
  function sweep(now: Millis, online: boolean): void {
    if (clock.monotonic() - sweptAt < SWEEP_EVERY && online) return;
    sweptAt = clock.monotonic();
    const cool = waiting(now);
    const stuck = [
      ...everyPage((limit, offset) => store.overdueBlocked(now, [...cool], limit, offset)),
      ...(online ? [] : everyPage((limit, offset) => store.due({ lane: 'send', now, limit, offset, withoutAccounts: [...cool], withoutNetworks: [] }))),
    ].filter((job) => !inHand.has(job.id));
    const writes = stuck.flatMap((job) => {
      if (job.state === 'publishing' || job.nativeRef !== null || job.committedAt !== null) return unsureWrites(tools, job, now);
      if (latenessOf(job.dueAt ?? now, now, job.latenessLimitMs) === 'missed') return job.accountPaused && job.accountHealth === 'ok' ? [] : [missedWrite(tools, job, now, cool.has(job.accountId))];
      return online || notesOf(job.saved).waiting === 'offline' ? [] : [offlineWrite(tools, job, now)];
    });
    if (writes.length === 0) return;
    store.write(writes);
    tools.deps.changes.changed('publishing', 'calendar', 'activity');
  }

  function noticeJump(now: Millis): void {
    const seen = now - clock.monotonic();
    if (seen < drift - JUMP) {
      store.pullLooks(now);
      tools.memory.coolUntil.clear();
    }
    drift = seen;
  }

  /** Nothing is sent while something from the last run has not been looked for. A person may have settled it meanwhile. */
  function gateOpen(): boolean {
    for (const id of unsure) {
      const job = store.job(id);
      const open = job !== null && (job.state === 'publishing' || job.state === 'unconfirmed') && job.accountHealth === 'ok' && !job.accountGone && job.deletedAt === null;
      if (!open) unsure.delete(id);
    }
    return unsure.size === 0;
  }

  function pump(): void {
    if (stopped) return;
    const now = clock.now();
    noticeJump(now);
    const online = may.online();
    try {
      if (!may.paused()) sweep(now, online);
      if (online) {
        fill('look', now);
        const sends = !may.paused() && gateOpen();
        if (sends) {
          fill('send', now);
          fill('prepare', now);
        }
        keepInStep(now, { paused: may.paused(), handOver: sends });
      }
    } catch (error) {
      onDefect(error, null);
    }
    arm(clock.now());
  }

  /**
   * Rows that are overdue and could not be taken (no room, signed out, offline) are not what to wake for: that would be a hot loop.
   * Whatever frees them wakes the scheduler, and the cap does so anyway.
   */
  function arm(now: Millis): void {
    cancelTimer();
    const cool = [...tools.memory.coolUntil.values()].filter((until) => until > now);
    const next = Math.min(store.nextWake(now) ?? Infinity, ...cool, now + tools.timing.maxSleepMs);
    cancelTimer = clock.callAt(next, pump);
  }

  function wake(): void {
    if (asked || stopped) return;
    asked = true;
    soon(() => {
      asked = false;
      pump();
    });
  }

  const interruptible = (): readonly { readonly work: Work; readonly done: Promise<void> }[] =>
    [...inHand.values()].filter(({ work }) => !work.committing);
  const within = async (work: Promise<unknown>, ms: Millis): Promise<void> => {
    let cancel = (): void => undefined;
    await Promise.race([work, new Promise<void>((resolve) => { cancel = clock.callAt(clock.now() + ms, resolve); })]);
    cancel();
  };

  return {
    start: () => {
      if (!stopped) return;
      stopped = false;
      drift = clock.now() - clock.monotonic();
      unsure = new Set(recover(tools));
      pump();
    },
    wake,
    running: () => [...inHand.values()].filter(({ work }) => work.lane !== 'look').length,
    runNow: (job, lane, task) => {
      if (inHand.has(job.id) || stopped) return null;
      const made = claim(tools, job, lane, clock.now(), true);
      if (made === null || made.work === null || store.write([made.write])[0] !== true) return null;
      return launch(made.work, task);
    },
    release: async (id) => {
      const held = inHand.get(id);
      if (held === undefined) return;
      if (!held.work.committing) held.work.stop.abort();
      await held.done;
    },
    interrupt: async () => {
      const stopping = interruptible().filter(({ work }) => work.lane !== 'look');
      for (const { work } of stopping) work.stop.abort();
      // Whatever still runs sees the pause before it commits; waiting only makes the rows look right at once.
      await within(Promise.all(stopping.map(({ done }) => done)), 150);
    },
    stop: async () => {
      if (stopped) return;
      stopped = true;
      cancelTimer();
      for (const { work } of interruptible()) work.stop.abort();
      await within(Promise.all([...inHand.values()].map(({ done }) => done)), tools.timing.stopWaitMs);
    },
  };
}
