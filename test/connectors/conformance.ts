import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommitOutcome } from '#electron/connectors/ports/publish';
import { changeLive } from './support/conformance-edit';
import { videoOverRestarts } from './support/conformance-video';
import type { Fault, SeenRequest } from './support/fault-proxy';
import type { Rig } from './support/rig';
import { named, startRun, testPicture, type Run } from './support/run';

export interface ConformanceOptions {
  /** What a 5xx after a commit means there. `unknown` unless the network documents otherwise. */
  readonly serverErrorOnCommit?: 'unknown' | 'unavailable';
  /** How the network says that a login is dead; a 401 where not told otherwise. */
  readonly deadLogin?: Fault;
  /** False where the server goes on showing a deleted post by its id. */
  readonly showsDeletion?: boolean;
  readonly threads?: boolean;
  /** False where the network lets apps delete nothing: that is said, and the post stays. */
  readonly deletes?: boolean;
  /** False where nobody may read what was published: a look never tells, and only a replay does. */
  readonly readsBack?: boolean;
  /** True where the same key makes no second post, so that a replay is called safe for a while after the commit. */
  readonly replays?: boolean;
  /** Where videos are taken. `parts`: what is there already is not sent again; `whole`: the network takes none. */
  readonly videos?: 'parts' | 'whole';
  /** Where a post that is out can be changed in place. */
  readonly edits?: boolean;
}

/** The one suite every connector passes. */
export function conformance(name: string, make: () => Promise<Rig>, options: ConformanceOptions = {}): void {
  const { serverErrorOnCommit = 'unknown', deadLogin = { kind: 'answer', status: 401, body: '{"error":"The access token is invalid"}' }, showsDeletion = true, threads = true, deletes = true, readsBack = true, replays = false, videos, edits = false } = options;
  const seenAs = (type: 'published' | 'absent') => ({ ok: true, value: { type: readsBack ? type : 'cannot-tell' } });

  describe(`conformance: ${name}`, () => {
    let rig: Rig;
    let close = (): Promise<void> => Promise.resolve();
    let serial = 0;
    const said: unknown[] = [];
    beforeAll(async () => { rig = await make(); ({ close } = rig); }); afterAll(() => close());
    beforeEach(() => { if (rig.realTime === true) rig.clock.jump(Date.now() - rig.clock.now()); });
    afterEach(() => rig.proxy.reset());
    const onlyReads = (request: SeenRequest): boolean => request.method === 'GET' || rig.isRead?.(request) === true;

    const text = (): string => `Conformance ${name} ${(serial += 1)} ${randomBytes(4).toString('hex')}`;
    /** Prepared, and on the brink of its commit. */
    const ready = async (texts: readonly string[] = [text()]): Promise<{ readonly run: Run; readonly texts: readonly string[]; readonly count: (p?: number) => Promise<number> }> => {
      const run = startRun(rig, rig.newPost(texts));
      expect(await run.prepare()).toEqual({ ok: true, value: null });
      return { run, texts, count: (p = 0) => rig.countPosts(texts[p] ?? '') };
    };
    const note = <T>(value: T): T => { said.push(value); return value; };
    const failCommit = async (fault: Fault): Promise<{ readonly outcome: CommitOutcome; readonly run: Run; readonly count: () => Promise<number> }> => {
      const { run, count } = await ready();
      rig.proxy.fault(rig.isCommit, fault);
      return { outcome: note(await run.commit()), run, count };
    };

    it('prepare makes nothing public, commit does, and the post is live', async () => {
      const words = text();
      const run = startRun(rig, rig.newPost([words], [testPicture()]));
      expect(await run.prepare()).toEqual({ ok: true, value: null });
      const before = rig.proxy.seen.length;
      expect(rig.proxy.seen.some(rig.isCommit)).toBe(false);
      expect(await rig.countPosts(words)).toBe(0);
      expect(await run.prepare()).toEqual({ ok: true, value: null });
      expect(rig.proxy.seen.slice(before).filter((r) => !onlyReads(r))).toEqual([]);
      const outcome = note(await run.commit());
      expect(outcome).toMatchObject({ type: 'published', remoteId: expect.any(String), permalink: expect.stringMatching(/^https?:/) });
      expect(await rig.countPosts(words)).toBe(1);
      if (outcome.type === 'published' && readsBack) expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, run.signal)).toEqual({ ok: true, value: 'live' });
    });

    it('a dead login asks for a new one', async () => {
      const { run, count } = await ready();
      rig.proxy.fault(() => true, deadLogin, 10);
      expect(note(await run.commit()).type).toBe('reauth');
      expect(note(await rig.connector.account.profile(rig.session, run.signal))).toMatchObject({ ok: false, error: { type: 'reauth' } });
      expect(await count()).toBe(0);
    });

    it('429 waits until the instant the server names', async () => {
      const { outcome, count } = await failCommit({ kind: 'answer', status: 429, headers: { 'retry-after': '120' }, body: '{"error":"Too many requests"}' });
      expect(outcome).toMatchObject({ type: 'rate-limited' });
      if (outcome.type === 'rate-limited') expect(outcome.retryAt - rig.clock.now()).toBe(120_000);
      expect(await count()).toBe(0);
    });

    it('a refused connection is unavailable', async () => {
      const { run, count } = await ready();
      await rig.proxy.down();
      expect(note(await run.commit()).type).toBe('unavailable');
      if (readsBack) expect(note(await run.find())).toMatchObject({ ok: false, error: { type: 'unavailable' } });
      await rig.proxy.up();
      expect(await count()).toBe(0);
      expect((await run.commit()).type).toBe('published');
      expect(await count()).toBe(1);
    });

    it.each([500, 502, 503])(`%i after a commit is ${serverErrorOnCommit}, and after a read unavailable`, async (status) => {
      const { outcome, run } = await failCommit({ kind: 'answer', status, body: '{"error":"Out of order"}' });
      expect(outcome.type).toBe(serverErrorOnCommit);
      rig.proxy.fault(() => true, { kind: 'answer', status, body: 'Out of order' }, 10);
      if (readsBack) expect(note(await run.find())).toMatchObject({ ok: false, error: { type: 'unavailable' } });
      expect(note(await rig.connector.account.profile(rig.session, run.signal))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    });

    it('a line that breaks before the server saw the commit is unknown, and the look says absent', async () => {
      const { outcome, run, count } = await failCommit({ kind: 'reset' });
      expect(outcome.type).toBe('unknown');
      expect(await count()).toBe(0);
      expect(note(await run.find())).toMatchObject(seenAs('absent'));
    });

    it.each<[string, Fault]>([['a lost answer', { kind: 'lose' }], ['an answer that breaks off', { kind: 'cut' }]])('%s is unknown, the look finds the post, a safe replay makes no second one', async (_name, fault) => {
      // Something was heard of the server before, as in any run of the app.
      await rig.connector.account.profile(rig.session, new AbortController().signal);
      const { outcome, run, count } = await failCommit(fault);
      expect(outcome.type).toBe('unknown');
      expect(await count()).toBe(1);
      const until = rig.connector.publish.replaySafeUntil(run.committedAt ?? 0, rig.session, run.saved);
      expect((until ?? 0) > rig.clock.now()).toBe(replays);
      if (replays) {
        expect((await run.commit()).type).toBe('published');
        expect(await count()).toBe(1);
      }
      const again = { ...run, saved: {}, outgoing: named(run.outgoing) };
      const found = note(await rig.connector.publish.findPublished({ ...again, committedAt: run.committedAt }));
      expect(found).toMatchObject(seenAs('published'));
      expect(await count()).toBe(1);
    });

    it('no answer in time is unknown, and the look finds the post', async () => {
      const { run, count } = await ready();
      rig.proxy.fault(rig.isCommit, { kind: 'silence' });
      const waiting = run.commit();
      await rig.proxy.struck();
      await rig.clock.advance(10 * 60_000);
      expect(note(await waiting).type).toBe('unknown');
      expect(await count()).toBe(1);
      expect(note(await run.find())).toMatchObject(seenAs('published'));
    });

    it('abort stops: before the first byte nothing is sent, after it nobody can tell', async () => {
      const early = await ready();
      early.run.stop.abort();
      const seen = rig.proxy.seen.length;
      expect((await early.run.commit()).type).toBe('aborted');
      expect(rig.proxy.seen).toHaveLength(seen);

      const late = await ready();
      rig.proxy.fault(rig.isCommit, { kind: 'silence' });
      const waiting = late.run.commit();
      await rig.proxy.struck();
      late.run.stop.abort();
      expect((await waiting).type).toBe('unknown');
    });

    it('looking, checking and reading only read', async () => {
      const { run } = await ready();
      const outcome = await run.commit();
      await rig.proxy.reset();
      await run.find();
      await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt });
      if (outcome.type === 'published') {
        expect(await rig.connector.publish.check(run, outcome.remoteId)).toMatchObject({ type: 'published' });
        await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, run.signal);
        await rig.connector.metrics?.posts(rig.session, [outcome.remoteId], run.signal);
      }
      await rig.connector.inbox?.list(rig.session, null, run.signal);
      if (readsBack) expect(rig.proxy.seen.length).toBeGreaterThan(2);
      expect(rig.proxy.seen.filter((request) => !onlyReads(request)).map((r) => `${r.method} ${r.path}`)).toEqual([]);
    });

    it('knows its own post by its address, and nothing else', async () => {
      const { run } = await ready();
      const outcome = await run.commit();
      if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
      const own = new URL(outcome.permalink);
      const at = (address: string) => rig.connector.publish.postAt(rig.session, new URL(address));
      if (own.origin === rig.session.serverUrl) expect(at(`${own.href}?x=1#top`)).toMatchObject({ permalink: own.origin + own.pathname });
      else expect(at(own.href) ?? { permalink: own.href }).toMatchObject({ permalink: own.href });
      for (const address of [`https://elsewhere.example${own.pathname}`, own.origin, `https://${own.hostname}.elsewhere.example${own.pathname}`, `https://${own.host}@elsewhere.example${own.pathname}`]) expect(at(address), address).toBeNull();
    });

    if (deletes) {
      it('deleting twice is a success', async () => {
        const { run, count } = await ready();
        const outcome = await run.commit();
        if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
        expect(note(await rig.connector.publish.remove(rig.session, outcome.remoteId, run.signal))).toEqual({ ok: true, value: null });
        expect(await count()).toBe(0);
        expect(note(await rig.connector.publish.remove(rig.session, outcome.remoteId, run.signal))).toEqual({ ok: true, value: null });
        if (showsDeletion && readsBack) expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, run.signal)).toEqual({ ok: true, value: 'gone' });
      });
    } else {
      it('deleting is refused in plain words, and the post stays', async () => {
        const { run, count } = await ready();
        const outcome = await run.commit();
        if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
        expect(note(await rig.connector.publish.remove(rig.session, outcome.remoteId, run.signal))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden' } });
        expect(await count()).toBe(1);
        expect(note(await rig.connector.publish.remove(rig.session, '1', run.signal))).toEqual({ ok: true, value: null });
      });
    }

    if (edits) it('changes a post where it is, and saying a change again after a lost answer makes nothing more of it', () => changeLive(rig, text, deadLogin, note));
    else it('offers no change of what is out', () => { expect(rig.connector.edit).toBeUndefined(); });

    it.each([
      ['a page', '<html>Welcome to the hotel</html>'], ['nothing', ''], ['null', 'null'], ['a list', '[]'], ['a number', '7'], ['a string', '"ok"'],
      ['wrong types', '{"id":5,"url":7,"uri":{},"content":[],"created_at":"never","cid":1}'], ['half of it', '{"id":"1","url":"htt'], ['deep', '['.repeat(50_000)],
    ])('an answer of %s is a value and never a throw', async (_name, body) => {
      const { run } = await ready();
      const rubbish: Fault = { kind: 'answer', status: 200, body };
      rig.proxy.fault(() => true, rubbish, 100);
      expect(note(await run.commit()).type).toBe('unknown');
      expect(note(await rig.connector.account.profile(rig.session, run.signal))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
      const found = note(await run.find());
      // An empty list is a true answer of some networks; anything else cannot be taken for "it is not there".
      if (body !== '[]') expect(found.ok && found.value.type === 'absent').toBe(false);
      for (const answer of [
        await rig.connector.publish.check(run, '1'), await rig.connector.publish.fetchPost(rig.session, '1', run.signal), await rig.connector.publish.remove(rig.session, '1', run.signal),
        await rig.connector.metrics?.posts(rig.session, ['1'], run.signal), await rig.connector.inbox?.list(rig.session, null, run.signal),
        await startRun(rig, rig.newPost([text()], [testPicture()])).prepare(),
      ]) note(answer);
      await rig.connector.account.revoke?.(rig.session, run.signal);
    });

    if (threads) {
      it('deletes every part of a thread, and goes on after a failure in between', async () => {
        const { run, texts } = await ready([text(), text(), text()]);
        const outcome = await run.commit();
        if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
        await rig.proxy.reset();
        const deletes = (request: SeenRequest): boolean => request.method !== 'GET' && !rig.isCommit(request);
        let passed = 0;
        rig.proxy.fault((request) => deletes(request) && (passed += 1) > 1, { kind: 'answer', status: 503, body: '{}' }, 100);
        const remove = () => rig.connector.publish.remove(rig.session, outcome.remoteId, run.signal, run.saved);
        expect(note(await remove())).toMatchObject({ ok: false, error: { type: 'unavailable' } });
        const left = async () => Promise.all(texts.map((words) => rig.countPosts(words)));
        // The last goes first: what a reader still sees is never an answer to something that is gone.
        expect(await left()).toEqual([1, 1, 0]);
        await rig.proxy.reset();
        expect(note(await remove())).toEqual({ ok: true, value: null });
        expect(await left()).toEqual([0, 0, 0]);
        expect(note(await remove())).toEqual({ ok: true, value: null });
      });

      it('a thread that stops after its first part goes on and makes no double', async () => {
        const words = [text(), text(), text()];
        const { run, count } = await ready(words);
        let commits = 0;
        rig.proxy.fault((request) => rig.isCommit(request) && (commits += 1) === 2, { kind: 'reset' });
        const outcome = note(await run.commit());
        if (outcome.type === 'unknown' && (await count(0)) === 1) {
          expect(note(await run.find())).toMatchObject({ ok: true, value: { type: 'partly' } });
        }
        // A network that takes the whole thread in one call was never stopped.
        expect((await run.commit()).type).toBe('published');
        expect([await count(0), await count(1), await count(2)]).toEqual([1, 1, 1]);
      });

      it('a thread that loses an answer, and everything it had saved, is found whole up to there', async () => {
        const words = [text(), text()];
        const { run, count } = await ready(words);
        let commits = 0;
        rig.proxy.fault((request) => rig.isCommit(request) && (commits += 1) === 2, { kind: 'lose' });
        const outcome = note(await run.commit());
        if (outcome.type !== 'published') expect(outcome.type).toBe('unknown');
        expect(note(await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt }))).toMatchObject({ ok: true, value: { type: 'published' } });
        expect([await count(0), await count(1)]).toEqual([1, 1]);
      });
    }

    if (videos !== undefined) {
      it.each([{ kind: 'reset' }, { kind: 'lose' }] as const)('a video comes whole and the post once, at whichever of its calls Linnet ends ($kind)', async (fault) => {
        await videoOverRestarts(rig, videos === 'parts', text, fault);
      }, 180_000);
    }

    it('no secret is in any error, answer or log, even when the server echoes everything', async () => {
      const { run } = await ready();
      const echo = (status: number): Fault => ({ kind: 'answer', status, body: (request) => JSON.stringify({ error: `You sent ${JSON.stringify(request.headers)} ${request.body.toString('latin1')}`, ...request.headers }) });
      for (const status of [400, 403, 404, 422, 500, 200]) {
        for (const ask of [run.commit, run.find, () => rig.connector.account.profile(rig.session, run.signal)]) {
          rig.proxy.fault(() => true, echo(status), 3);
          note(await ask());
          await rig.proxy.reset();
        }
      }
      const all = JSON.stringify(said);
      expect(said.length).toBeGreaterThan(20);
      for (const secret of rig.secrets) {
        expect(secret.length).toBeGreaterThan(7);
        expect(all.includes(secret)).toBe(false);
      }
    });
  });
}
