import type { Millis } from '#core/clock';
import { MINUTE, SECOND } from '#core/clock';
import { createIdSource, type Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { wakeAtFor } from '#core/posts/lead';
import type { ProblemCode } from '#core/posts/preflight-types';
import { toWallTime } from '#core/time';
import { appError } from '#core/errors';
import { err, ok } from '#core/result';
import { createMetricsStore } from '#db/metrics';
import type { OpenDatabase } from '#db/open';
import { createPostRows } from '#db/posts';
import { createPublicationRows } from '#db/publication-rows';
import { createPublishingStore } from '#db/publishing';
import { createRevisionRows } from '#db/revisions';
import { accounts, brands, posts, publications } from '#db/schema';
import { createPauseStore } from '#db/settings';
import { createTransaction } from '#db/transaction';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import { createEditKeeper } from '#electron/features/posts/edited';
import type { PublishingDeps, PublishingOptions, Timing } from '#electron/features/publishing/ports';
import { createPublishing, type Publishing } from '#electron/features/publishing/publishing';
import type { Job, PublishingStore } from '#electron/features/publishing/publishing-store';
import type { PublishingStep } from '#electron/features/publishing/steps';
import { type FakeClock, createFakeClock, turn } from './fake-clock';
import { createFakeNetwork, type FakeNetwork, type FakeNetworkOptions } from './fake-connector';
import { createMemoryDb } from './memory-db';
import { outgoingPicture } from './outgoing';

export const ZONE = 'Europe/Berlin';

/** The same bytes each time, so that a failing run can be run again. */
export function createSeeded(seed = 1): { readonly random: () => number; readonly bytes: (n: number) => Uint8Array } {
  let x = seed >>> 0;
  const random = (): number => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0;
    return x / 4_294_967_296;
  };
  return { random, bytes: (n) => Uint8Array.from({ length: n }, () => Math.floor(random() * 256)) };
}

export interface World {
  readonly clock: FakeClock;
  readonly database: OpenDatabase;
  readonly network: FakeNetwork;
  readonly newId: () => Id;
  readonly brandId: Id;
  readonly accountIds: readonly Id[];
  readonly defects: unknown[];
  readonly store: PublishingStore;
  /** The engine of the process that is alive. */
  readonly engine: () => Publishing;
  /** A new process on the same file. */
  readonly start: () => void;
  /** The process is gone this instant: nothing it still does reaches the disk or the network. */
  readonly crash: () => void;
  readonly crashAt: (step: PublishingStep) => void;
  readonly isDead: () => boolean;
  readonly setOnline: (on: boolean) => void;
  readonly add: (options?: { readonly dueIn?: Millis; readonly account?: number; readonly text?: string; readonly thread?: number; readonly media?: number }) => Id;
  readonly row: (id: Id) => typeof publications.$inferSelect;
  readonly job: (id: Id) => Job;
  readonly codes: (id: Id) => readonly string[];
  readonly health: (account: number, health: 'ok' | 'signed-out') => void;
  readonly onServer: (id: Id) => number;
  /** Moves the clock on in small steps, letting everything finish in between, as real time does. */
  readonly run: (ms: Millis, step?: Millis) => Promise<void>;
  /** Runs until nothing moves any more, without moving the clock. */
  readonly settle: () => Promise<void>;
  readonly slots: { next: { at: Millis; wall: string; zone: string } | null };
  readonly preflight: { stop: { code: ProblemCode; detail: string } | null };
  /** `locked`: the vault is closed, no login can be read. `login`: which one the accounts have. */
  readonly security: { locked: boolean; login: number };
  /** How often one publication was read by itself. */
  readonly jobReads: { count: number };
}

export interface WorldOptions extends FakeNetworkOptions {
  readonly latenessLimitMs?: Millis;
  readonly accounts?: number;
  readonly timing?: Partial<Timing>;
  readonly reconciliation?: 'on' | 'off';
  readonly nativeHandover?: boolean;
  readonly network?: NetworkId;
}

export const testTiming: Partial<Timing> = { settleMs: 20 * SECOND, unconfirmedAfterMs: MINUTE };

/** One brand, some accounts on the fake network, the real database in memory, and an engine that can be killed. */
export function createWorld(options: WorldOptions = {}): World {
  const clock = createFakeClock();
  const database = createMemoryDb();
  const { db } = database;
  const seeded = createSeeded();
  const newId = createIdSource(clock.now, seeded.bytes);
  const network = createFakeNetwork(clock, options);
  const brandId = newId();
  const now = clock.now();
  const common = { createdAt: now, updatedAt: now, deletedAt: null };
  db.insert(brands).values({ id: brandId, name: 'Keramik', colour: 'clay', timeZone: ZONE, latenessLimitMs: options.latenessLimitMs ?? 30 * MINUTE, nativeHandover: options.nativeHandover ?? false, ...common }).run();
  const accountIds = Array.from({ length: options.accounts ?? 1 }, (_, i) => {
    const id = newId();
    db.insert(accounts).values({
      id, brandId, network: options.network ?? 'practice', remoteId: `r${i}`, serverUrl: 'practice:', handle: `studio${i}`, displayName: 'Studio', profileUrl: 'https://fake.example/studio',
      loginMethod: 'oauth', health: 'ok', scopes: [], missingScopes: [], ...common,
    }).run();
    return id;
  });

  const defects: unknown[] = [];
  let online = true;
  let listeners: (() => void)[] = [];
  let process_: { dead: boolean; engine: Publishing } | null = null;
  let armed: PublishingStep | null = null;
  const realStore = createPublishingStore(db);
  const pause = createPauseStore(db);
  const metrics = createMetricsStore(db);
  const slots: World['slots'] = { next: null };
  const preflight: World['preflight'] = { stop: null };
  const security: World['security'] = { locked: false, login: 0 };
  const jobReads = { count: 0 };

  function health(id: Id, value: 'ok' | 'signed-out'): void {
    database.sqlite.prepare('UPDATE accounts SET health = ? WHERE id = ?').run(value, id);
  }

  function boot(): { dead: boolean; engine: Publishing } {
    const me = { dead: false } as { dead: boolean; engine: Publishing };
    const alive = <A extends unknown[], R>(fn: (...args: A) => R, gone: R) => (...args: A): R => (me.dead ? gone : fn(...args));
    const never = new Promise<never>(() => undefined);
    const connector = network.connector;
    const mortal: Connector = {
      ...connector,
      publish: {
        ...connector.publish,
        prepare: (c) => (me.dead ? never : connector.publish.prepare(c)),
        commit: (c) => (me.dead ? never : connector.publish.commit(c)),
        remove: (...a) => (me.dead ? never : connector.publish.remove(...a)),
      },
      ...(connector.edit === undefined ? {} : { edit: { ...connector.edit, apply: (c) => (me.dead ? never : connector.edit!.apply(c)) } }),
      ...(connector.nativeSchedule === undefined ? {} : {
        nativeSchedule: {
          ...connector.nativeSchedule,
          schedule: (c) => (me.dead ? never : connector.nativeSchedule!.schedule(c)),
          reschedule: (...a) => (me.dead ? never : connector.nativeSchedule!.reschedule(...a)),
          cancel: (...a) => (me.dead ? never : connector.nativeSchedule!.cancel(...a)),
        },
      }),
    };
    const store: PublishingStore = {
      due: alive(realStore.due, []), nextWake: alive(realStore.nextWake, null), job: alive((of: Id) => { jobReads.count += 1; return realStore.job(of); }, null),
      write: (writes) => (me.dead ? writes.map(() => false) : realStore.write(writes)), log: alive(realStore.log, undefined),
      openAttempts: alive(realStore.openAttempts, []), openAttempt: alive(realStore.openAttempt, null), openHandovers: alive(realStore.openHandovers, []), heldRefs: alive(realStore.heldRefs, []), overdueBlocked: alive(realStore.overdueBlocked, []),
      handoverCandidates: alive(realStore.handoverCandidates, []), doubted: alive(realStore.doubted, []), mayBeAnother: alive(realStore.mayBeAnother, true), pullLooks: alive(realStore.pullLooks, undefined), publishedSince: alive(realStore.publishedSince, []),
    };
    const deps: PublishingDeps = {
      // The real monotonic clock has parts of a millisecond.
      clock: { ...clock, monotonic: () => clock.monotonic() * 1.000_001_7, callAt: (at, fn) => (me.dead ? () => undefined : clock.callAt(at, () => { if (!me.dead) fn(); })) },
      newId, randomBytes: seeded.bytes, random: seeded.random, soon: (fn) => { setImmediate(() => { if (!me.dead) fn(); }); },
      store, metrics, pause, connectors: new Map([[connector.id, mortal]]),
      sessions: {
        open: (accountId) => {
          const found = database.sqlite.prepare('SELECT health FROM accounts WHERE id = ?').get(accountId) as { readonly health: string };
          if (found.health !== 'ok') return err(appError('signed-out'));
          if (security.locked) return err(appError('vault-locked'));
          const session: Session = { accountId, serverUrl: 'practice:', remoteId: 'r', handle: 'studio', limits: null, secret: {}, saveSecret: () => Promise.resolve(), lock: (work) => work() };
          return ok({ session });
        },
        loginOf: () => security.login,
        markSignedOut: (id, login) => { if (!me.dead && login === security.login) health(id, 'signed-out'); },
        markOk: () => undefined,
      },
      mediaFor: (use) => Promise.resolve(use.assetId === 'missing' ? err({ code: 'media-missing', detail: 'the file is gone' }) : ok(outgoingPicture(new Uint8Array(3), { assetId: use.assetId, alt: use.alt }))),
      preflight: () => Promise.resolve(preflight.stop),
      online: { isOnline: () => online, onChange: (l) => { listeners.push(l); return () => { listeners = listeners.filter((x) => x !== l); }; } },
      nextSlot: () => slots.next,
      edits: createEditKeeper({ clock, newId, transaction: createTransaction(db), posts: createPostRows(db), publications: createPublicationRows(db), revisions: createRevisionRows(db) }),
      changes: { changed: () => undefined },
      onDefect: (error) => { if (!me.dead) defects.push(error); },
      onStep: (step) => { if (armed === step && !me.dead) { armed = null; me.dead = true; } },
    };
    const settings: PublishingOptions = { timing: { ...testTiming, ...options.timing }, ...(options.reconciliation === undefined ? {} : { reconciliation: options.reconciliation }) };
    me.engine = createPublishing(deps, settings);
    return me;
  }

  const row = (id: Id): typeof publications.$inferSelect => {
    const found = db.select().from(publications).all().find((p) => p.id === id);
    if (found === undefined) throw new Error(`no publication ${id}`);
    return found;
  };

  return {
    clock, database, network, newId, brandId, accountIds, defects, store: realStore, slots, preflight, security, jobReads,
    engine: () => {
      if (process_ === null) throw new Error('not started');
      return process_.engine;
    },
    start: () => {
      listeners = [];
      process_ = boot();
      process_.engine.start();
    },
    crash: () => { if (process_ !== null) process_.dead = true; },
    crashAt: (step) => { armed = step; },
    isDead: () => process_?.dead ?? true,
    setOnline: (on) => {
      online = on;
      for (const l of listeners) l();
    },
    add: (o = {}) => {
      const id = newId();
      const postId = newId();
      const dueAt = clock.now() + (o.dueIn ?? MINUTE);
      const text = o.text ?? `post ${id}`;
      db.insert(posts).values({ id: postId, brandId, title: text, text, media: [], ...common }).run();
      db.insert(publications).values({
        id, postId, brandId, accountId: accountIds[o.account ?? 0]!, network: options.network ?? 'practice', state: 'scheduled', stateSince: now, text: null,
        media: o.media === undefined ? null : Array.from({ length: o.media }, (_, i) => ({ assetId: `asset-${i}`, alt: '' })),
        thread: Array.from({ length: o.thread ?? 0 }, (_, i) => ({ text: `part ${i + 2}`, media: [] })), options: {}, saved: {},
        dueAt, dueWall: toWallTime(dueAt, ZONE), dueZone: ZONE, wakeAt: wakeAtFor(dueAt), ...common,
      }).run();
      process_?.engine.wake();
      return id;
    },
    row,
    job: (id) => {
      const found = realStore.job(id);
      if (found === null) throw new Error(`no publication ${id}`);
      return found;
    },
    codes: (id) => (database.sqlite.prepare('SELECT code FROM activity WHERE publication_id = ? ORDER BY at, id').all(id) as { readonly code: string }[]).map((r) => r.code),
    health: (account, value) => { health(accountIds[account]!, value); process_?.engine.wake(); },
    onServer: (id) => { const key = row(id).remoteKey; return key === null ? 0 : network.ofKey(key).length; },
    run: async (ms, step = SECOND) => {
      await turn(12);
      for (let done = 0; done < ms; done += step) {
        await clock.advance(Math.min(step, ms - done));
        await turn(12);
      }
    },
    settle: () => turn(30),
  };
}
