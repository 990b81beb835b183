import type { Millis } from '#core/clock';
import type { NetworkId } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import type { Connector } from '#electron/connectors/ports/connector';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import type { CommitOutcome, Found, PublishContext } from '#electron/connectors/ports/publish';
import { readOwnPosts } from '#electron/connectors/publishing/own-posts';
import { oldestAt, readNotBefore, saveNotBefore } from '#electron/connectors/publishing/server-time';
import type { FakeClock } from './fake-clock';

/** What the fake network's server holds. Only this counts when a test asks whether something went out twice. */
export interface ServerPost {
  readonly id: string;
  readonly key: string;
  text: string;
  readonly accountId: string;
  readonly at: Millis;
  deleted: boolean;
}

/**
 * What goes wrong with one call. `lost`: done, and the answer is lost. `not-arrived`: nothing done, and no answer either.
 * `late`: no answer, and the server does it `ms` later. `hang`: no answer ever, the work is done. `part`: saves a part, then the rest fails certainly.
 * `comment-refused`: done, but for its first comment.
 * `part-late`: saves a part, no answer for the rest, and the server does that `ms` later.
 */
export type Fault =
  | { readonly kind: 'reauth' | 'unavailable' | 'rejected' | 'lost' | 'not-arrived' | 'throws' | 'processing' | 'cannot-tell' | 'hang' | 'part' | 'comment-refused' }
  | { readonly kind: 'rate-limited' | 'late' | 'part-late'; readonly ms: Millis };
export type FaultStep = 'prepare' | 'commit' | 'check' | 'find' | 'fetch' | 'remove' | 'schedule' | 'reschedule' | 'cancel' | 'status' | 'held' | 'edit';

interface Scheduled { readonly ref: string; readonly key: string; readonly publicationId: string; readonly text: string; readonly accountId: string; readonly mediaCount: number; dueAt: Millis; state: 'waiting' | 'out' | 'cancelled'; postId: string | null }

export interface FakeNetwork {
  readonly connector: Connector;
  readonly posts: ServerPost[];
  readonly scheduled: Scheduled[];
  /** The next call of that step meets this. */
  readonly fail: (step: FaultStep, fault: Fault) => void;
  readonly clearFaults: () => void;
  readonly calls: (step: FaultStep) => number;
  /** Work that the server has taken and not done yet. */
  readonly onTheWay: () => number;
  readonly ofKey: (key: string) => readonly ServerPost[];
}

export interface ByServerTimes {
  readonly olderPosts: number;
  readonly tellsTime: boolean;
  readonly asksFrom: boolean;
  /** Keys are honoured for an hour of the server's, as Mastodon does, and called safe for 55 minutes by these clocks. Absent: no key is honoured. */
  readonly keys?: 'by-both-clocks' | 'by-ours-alone';
}

const KEY_LIFE = 3_600_000;
const KEY_SAFE = 3_300_000;

export interface FakeNetworkOptions {
  readonly id?: NetworkId;
  /** The same key never makes a second post, and the connector says so. */
  readonly honoursKeys?: boolean;
  readonly concurrency?: { readonly network: number; readonly account: number };
  /** Posts are found by their words too, as on a network that keeps no keys. */
  readonly byText?: boolean;
  /** Posts are found as on Mastodon and X: by words, and by the server's own times, among as many older ones. */
  readonly byServerTimes?: ByServerTimes;
  /** Its list says of each post which publication it is; true unless told. */
  readonly tellsNames?: boolean;
  /** Its list says how many pictures a post has; true unless told. */
  readonly countsPictures?: boolean;
  readonly native?: Pick<NativeSchedulePort, 'keeps' | 'minLeadMs' | 'maxLeadMs'>;
  /** How long one call takes. */
  readonly latency?: () => Promise<void>;
}

export function createFakeNetwork(clock: FakeClock, options: FakeNetworkOptions = {}): FakeNetwork {
  const { honoursKeys = false, byText = false, byServerTimes, concurrency = { network: 8, account: 4 }, latency = () => Promise.resolve() } = options;
  const posts: ServerPost[] = [];
  const scheduled: Scheduled[] = [];
  const faults = new Map<FaultStep, Fault[]>();
  const calls = new Map<FaultStep, number>();
  let late: { readonly at: Millis; readonly run: () => void }[] = [];
  let lastId = 0;
  let lastKey = 0;
  /** What the look was told the server's time is. */
  let told: Millis | null = null;

  /** The server's own time cannot be set by whoever sets this machine's clock. */
  function catchUp(): void {
    const ready = late.filter((l) => l.at <= clock.monotonic());
    late = late.filter((l) => l.at > clock.monotonic());
    for (const l of ready) l.run();
    for (const s of scheduled) if (s.state === 'waiting' && s.dueAt <= clock.now()) { s.state = 'out'; s.postId = make(s.key, s.text, s.accountId).id; }
  }
  const make = (key: string, text: string, accountId: string): ServerPost => {
    const there = honoursKeys ? posts.find((p) => p.key === key) : byServerTimes?.keys !== undefined ? posts.find((p) => p.key === key && clock.unset() - p.at < KEY_LIFE) : undefined;
    if (there !== undefined) return there;
    lastId += 1;
    const post: ServerPost = { id: `p${lastId}`, key, text, accountId, at: byServerTimes === undefined ? clock.now() : clock.unset(), deleted: false };
    posts.push(post);
    return post;
  };
  async function enter(step: FaultStep): Promise<Fault | null> {
    calls.set(step, (calls.get(step) ?? 0) + 1);
    const fault = faults.get(step)?.shift() ?? null;
    await latency();
    catchUp();
    return fault;
  }
  const common = (fault: Fault | null): ConnectorError | null => {
    switch (fault?.kind) {
      case 'reauth': return { type: 'reauth', answer: { request: 'POST /fake', status: 401, body: 'token dead', durationMs: 1 } };
      case 'unavailable': return { type: 'unavailable', detail: 'refused' };
      case 'rejected': return { type: 'rejected', reason: 'invalid', detail: 'not like this' };
      case 'rate-limited': return { type: 'rate-limited', retryAt: clock.now() + fault.ms };
      case 'throws': throw new Error('a defect in the connector');
      case undefined: case 'lost': case 'not-arrived': case 'processing': case 'cannot-tell': case 'hang': case 'part': case 'late': case 'part-late': case 'comment-refused': return null;
    }
  };
  const live = (p: ServerPost): { readonly type: 'published'; readonly remoteId: string; readonly permalink: string } =>
    ({ type: 'published', remoteId: p.id, permalink: `https://fake.example/${p.id}` });
  const textOf = (c: PublishContext): string => c.outgoing.parts.map((p) => p.text).join('\n');
  const unknown: CommitOutcome = { type: 'unknown', detail: 'no answer', answer: { request: 'POST /fake', status: null, body: '', durationMs: 30_000 } };

  async function commit(c: PublishContext): Promise<CommitOutcome> {
    if (c.signal.aborted) return { type: 'aborted' };
    const fault = await enter('commit');
    // As some networks need: something of ours that is chosen once, and says nothing about what is public.
    if (c.saved['stamp'] === undefined) c.save('stamp', clock.now());
    const failed = common(fault);
    if (failed !== null) return failed;
    // Somebody else's answer came a moment ago.
    if (byServerTimes?.tellsTime === true) saveNotBefore(c, clock.unset() - 1000);
    const act = (): ServerPost => make(c.key, textOf(c), c.session.accountId);
    switch (fault?.kind) {
      case 'not-arrived': return unknown;
      case 'lost': act(); return unknown;
      case 'hang': act(); return new Promise<CommitOutcome>((resolve) => { c.signal.addEventListener('abort', () => { resolve(unknown); }); });
      case 'comment-refused': return { ...live(act()), commentRefused: { detail: 'Comments are off' } };
      case 'part-late': c.save('part:0', 'x'); late.push({ at: clock.monotonic() + fault.ms, run: act }); return unknown;
      case 'late': late.push({ at: clock.monotonic() + fault.ms, run: act }); return unknown;
      case 'processing': { const made = act(); return { type: 'processing', ref: made.id, checkAt: clock.now() + 2000 }; }
      case 'part':
        if (c.saved['part:0'] === undefined) { c.save('part:0', 'x'); return { type: 'unavailable', detail: 'the second part' }; }
        return live(act());
      case undefined: case 'reauth': case 'unavailable': case 'rejected': case 'throws': case 'cannot-tell': case 'rate-limited': return live(act());
    }
  }

  const DAY_MS = 86_400_000;
  async function findByServerTimes(c: PublishContext, { olderPosts, tellsTime, asksFrom }: ByServerTimes): Promise<Result<Found, ConnectorError>> {
    const older = Array.from({ length: olderPosts }, (_, n): ServerPost => ({ id: `o${n}`, key: '', text: `older ${n}`, accountId: '', at: clock.unset() - (n + 40) * DAY_MS, deleted: false }));
    const newestFirst = [...posts.filter((p) => !p.deleted).toReversed(), ...older];
    const since = c.committedAt ?? c.outgoing.dueAt;
    const read = await readOwnPosts({
      clock, since, notBefore: readNotBefore(c), maxPages: 6, timeOf: (p: ServerPost) => p.at, asksFrom,
      page: (next, start) => {
        told = tellsTime ? clock.unset() : null;
        const listed = asksFrom ? newestFirst.filter((p) => p.at >= start) : newestFirst;
        const from = Number(next ?? 0);
        return Promise.resolve(ok({ posts: listed.slice(from, from + 3), whole: true, next: from + 3 < listed.length ? String(from + 3) : null, answer: { headers: new Headers({ date: new Date(clock.unset()).toUTCString() }) } }));
      },
    });
    if (!read.ok) return read;
    const alike = read.value.posts.filter((p) => p.text === textOf(c));
    const match = alike.find((p) => p.at >= since + read.value.shift);
    if (match !== undefined) return ok(live(match));
    return ok(alike.length > 0 || !read.value.complete ? { type: 'cannot-tell', detail: 'by its time it could be either' } : { type: 'absent' });
  }

  const nativeSchedule: NativeSchedulePort | undefined = options.native === undefined ? undefined : {
    ...options.native,
    schedule: async (c) => {
      const fault = await enter('schedule');
      const failed = common(fault);
      if (failed !== null) return failed;
      if (fault?.kind === 'not-arrived') return unknown;
      const s: Scheduled = { ref: `s${scheduled.length + 1}`, key: c.key, publicationId: c.publicationId, text: textOf(c), accountId: c.session.accountId, mediaCount: c.outgoing.parts.reduce((n, p) => n + p.media.length, 0), dueAt: c.outgoing.dueAt, state: 'waiting', postId: null };
      scheduled.push(s);
      return fault?.kind === 'lost' ? unknown : { type: 'processing', ref: s.ref, checkAt: s.dueAt };
    },
    reschedule: async (_session, ref, dueAt) => {
      const failed = common(await enter('reschedule'));
      const s = scheduled.find((x) => x.ref === ref);
      if (failed !== null) return err(failed);
      if (s === undefined || s.state !== 'waiting') return err({ type: 'rejected', reason: 'not-found', detail: 'gone' });
      s.dueAt = dueAt;
      return ok(null);
    },
    cancel: async (_session, ref) => {
      const failed = common(await enter('cancel'));
      const s = scheduled.find((x) => x.ref === ref);
      if (failed !== null) return err(failed);
      if (s?.state === 'out') return err({ type: 'rejected', reason: 'not-found', detail: 'it is out' });
      if (s !== undefined) s.state = 'cancelled';
      return ok(null);
    },
    held: async (c) => {
      const failed = common(await enter('held'));
      if (failed !== null) return err(failed);
      const waiting = scheduled.filter((s) => s.state === 'waiting' && s.accountId === c.session.accountId);
      return ok({ posts: waiting.map((s) => ({ ref: s.ref, dueAt: s.dueAt, text: s.text, mediaCount: options.countsPictures === false ? -1 : s.mediaCount, publicationId: options.tellsNames === false ? null : s.publicationId })), complete: true });
    },
    status: async (_c, ref) => {
      const failed = common(await enter('status'));
      if (failed !== null) return err(failed);
      const s = scheduled.find((x) => x.ref === ref);
      if (s?.state === 'waiting') return ok({ type: 'waiting' });
      const post = posts.find((p) => p.id === s?.postId);
      return ok(post === undefined ? { type: 'absent' } : live(post));
    },
  };

  const connector: Connector = {
    id: options.id ?? 'practice',
    login: [],
    account: { profile: () => Promise.resolve(err({ type: 'unavailable', detail: 'not here' })) },
    publish: {
      chooseKey: () => { lastKey += 1; return `k${lastKey}`; },
      prepare: async (c) => {
        const fault = await enter('prepare');
        if (c.signal.aborted) return err({ type: 'aborted' });
        const failed = common(fault);
        if (failed !== null) return err(failed);
        for (const [i, m] of c.outgoing.parts.flatMap((p) => p.media).entries()) {
          if (c.saved[`media-${i}`] === undefined) c.save(`media-${i}`, `up-${m.assetId}`);
        }
        return ok(null);
      },
      commit,
      check: async (_c, ref) => {
        const failed = common(await enter('check'));
        if (failed !== null) return failed;
        const post = posts.find((p) => p.id === ref);
        return post === undefined ? { type: 'rejected', reason: 'not-found', detail: 'no such work' } : live(post);
      },
      findPublished: async (c) => {
        const fault = await enter('find');
        const failed = common(fault);
        if (failed !== null) return err(failed);
        if (fault?.kind === 'cannot-tell') return ok<Found>({ type: 'cannot-tell', detail: 'too many since' });
        if (byServerTimes !== undefined && c.saved['part:0'] === undefined) return findByServerTimes(c, byServerTimes);
        const post = posts.find((p) => !p.deleted && (p.key === c.key || ((byText || c.byWords === true) && p.text === textOf(c) && p.at >= (c.committedAt ?? 0) - 5000)));
        if (post !== undefined) return ok<Found>(live(post));
        return ok<Found>(c.saved['part:0'] === undefined ? { type: 'absent' } : { type: 'partly' });
      },
      replaySafeUntil: (committedAt, _session, saved) => {
        if (byServerTimes?.keys === undefined) return honoursKeys ? committedAt + KEY_LIFE : null;
        const age = byServerTimes.keys === 'by-ours-alone' ? 0 : oldestAt(told, { saved });
        return age !== null && age < KEY_SAFE ? committedAt + KEY_SAFE : null;
      },
      postAt: (_s, url) => (url.origin === 'https://fake.example' ? { remoteId: url.pathname.slice(1), permalink: url.origin + url.pathname } : null),
      fetchPost: async (_s, remoteId) => {
        const failed = common(await enter('fetch'));
        if (failed !== null) return err(failed);
        return ok(posts.some((p) => p.id === remoteId && !p.deleted) ? 'live' : 'gone');
      },
      remove: async (_s, remoteId) => {
        const failed = common(await enter('remove'));
        if (failed !== null) return err(failed);
        for (const p of posts) if (p.id === remoteId) p.deleted = true;
        return ok(null);
      },
      concurrency,
    },
    edit: {
      altText: true, options: ['contentWarning'],
      apply: async (c) => {
        const fault = await enter('edit');
        const failed = common(fault);
        if (failed !== null) return err(failed);
        if (fault?.kind !== 'not-arrived') for (const p of posts) if (p.id === c.remoteId) p.text = c.after.parts.map((part) => part.text).join('\n');
        return fault?.kind === 'lost' || fault?.kind === 'not-arrived' ? err({ type: 'unknown', detail: 'no answer' }) : ok(null);
      },
    },
    metrics: {
      posts: (_s, ids) => Promise.resolve(ok(new Map(ids.filter((id) => posts.some((p) => p.id === id && !p.deleted)).map((id) => [id, { likes: 3, reposts: 1, replies: 0, quotes: null, views: 40 }])))),
    },
    ...(nativeSchedule === undefined ? {} : { nativeSchedule }),
  };

  return {
    connector, posts, scheduled,
    fail: (step, fault) => { faults.set(step, [...(faults.get(step) ?? []), fault]); },
    clearFaults: () => { faults.clear(); },
    calls: (step) => calls.get(step) ?? 0,
    onTheWay: () => { catchUp(); return late.length; },
    ofKey: (key) => { catchUp(); return posts.filter((p) => p.key === key); },
  };
}
