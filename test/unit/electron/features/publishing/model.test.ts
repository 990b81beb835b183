import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { Id } from '#core/ids';
import { wakeAtFor } from '#core/posts/lead';
import { applyEvent } from '#db/publication-state';
import { publishingSteps } from '#electron/features/publishing/steps';
import type { Fault, FaultStep } from '#test/support/fake-connector';
import { createWorld, type World } from '#test/support/publishing-world';

/**
 * Anything may happen in any order; the server is asked whether anything went out twice, and the database
 * whether anything was lost without a word.
 */
const faults: fc.Arbitrary<{ step: FaultStep; fault: Fault }> = fc.oneof(
  fc.record({ step: fc.constant<FaultStep>('commit'), fault: fc.constantFrom<Fault>(
    { kind: 'lost' }, { kind: 'lost' }, { kind: 'not-arrived' }, { kind: 'not-arrived' }, { kind: 'late', ms: 9 * SECOND }, { kind: 'part-late', ms: 9 * SECOND }, { kind: 'hang' }, { kind: 'throws' }, { kind: 'processing' },
    { kind: 'part' }, { kind: 'unavailable' }, { kind: 'rejected' }, { kind: 'reauth' }, { kind: 'rate-limited', ms: 2 * MINUTE }) }),
  fc.record({ step: fc.constantFrom<FaultStep>('find', 'find', 'check', 'prepare', 'fetch'), fault: fc.constantFrom<Fault>(
    { kind: 'unavailable' }, { kind: 'cannot-tell' }, { kind: 'reauth' }, { kind: 'throws' }, { kind: 'rate-limited', ms: MINUTE }) }),
);
const who = fc.nat({ max: 3 });
const steps = fc.constantFrom(...publishingSteps.filter((s) => !s.startsWith('hand-over')));
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.constantFrom(SECOND, 3 * SECOND, 12 * SECOND, 45 * SECOND, 4 * MINUTE) }) },
  { weight: 5, arbitrary: faults.map((f) => ({ do: 'fault' as const, ...f })) },
  { weight: 3, arbitrary: steps.map((step) => ({ do: 'crash-at' as const, step })) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.constantFrom(MINUTE, 20 * MINUTE, 2 * HOUR) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.constantFrom(-HOUR, -5 * MINUTE, 5 * MINUTE, HOUR) }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'pause' as const }, { do: 'resume' as const }, { do: 'offline' as const }, { do: 'online' as const }, { do: 'quit' as const }, { do: 'sign-in' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'move' as const, 'hold' as const, 'unhold' as const, 'cancel' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('answer' as const, 'retry' as const, 'look' as const), who }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

async function act(w: World, ids: readonly Id[], a: Action): Promise<void> {
  if (w.isDead()) w.start();
  const { db, sqlite } = w.database;
  const id = 'who' in a ? ids[a.who]! : ids[0]!;
  switch (a.do) {
    case 'run': await w.run(a.ms, a.ms > MINUTE ? 5 * SECOND : SECOND); break;
    case 'fault': w.network.fail(a.step, a.fault); break;
    case 'crash-at': w.crashAt(a.step); break;
    case 'crash': w.crash(); break;
    case 'sleep': w.clock.sleep(a.ms); await w.clock.wake(); break;
    case 'jump': w.clock.jump(a.ms); await w.clock.wake(); break;
    case 'pause': await Promise.race([w.engine().pauseAll(), w.run(SECOND)]); break;
    case 'resume': w.engine().resumeAll(); break;
    case 'offline': w.setOnline(false); break;
    case 'online': w.setOnline(true); break;
    case 'sign-in': w.health(0, 'ok'); break;
    case 'quit': {
      const stopped = w.engine().stop();
      await w.run(6 * SECOND);
      await stopped;
      w.crash();
      break;
    }
    // As planning and composing write it, while the engine may be at work on the very same row.
    case 'edit': {
      if (['draft', 'scheduled', 'failed', 'missed', 'hold', 'cancelled'].includes(w.row(id).state)) sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run(`edited ${w.clock.now()}`, id);
      break;
    }
    case 'move': {
      const due = w.clock.now() + 7 * MINUTE;
      if (w.row(id).committedAt === null || w.row(id).state !== 'publishing') applyEvent(db, id, 'schedule', { dueAt: due, wakeAt: wakeAtFor(due) }, w.clock.now());
      w.engine().wake();
      break;
    }
    case 'hold': case 'unhold': case 'cancel': {
      const event = a.do === 'unhold' ? 'resume' as const : a.do;
      const row = w.row(id);
      // Planning does not take back what may be out, and only a person's answer settles an unconfirmed one.
      if (row.state === 'unconfirmed' || (row.state === 'publishing' && row.committedAt !== null)) break;
      applyEvent(db, id, event, event === 'resume' ? { wakeAt: w.clock.now() } : { wakeAt: null }, w.clock.now());
      w.engine().wake();
      break;
    }
    case 'answer': await answer(w, id); break;
    case 'retry': await w.engine().retry(id); break;
    case 'look': await Promise.race([w.engine().lookNow(id), w.run(SECOND)]); break;
  }
  await w.run(0);
}

/** A person who looks at the network and says what is true, once nothing is on its way any more. */
async function answer(w: World, id: Id): Promise<void> {
  const { state } = w.row(id);
  if (state === 'missed') await w.engine().missed(id, 'now');
  if (state === 'unconfirmed' && w.network.onTheWay() === 0) await w.engine().decide(id, w.onServer(id) > 0 ? 'it-is-there' : 'send-it', null);
}

async function finale(w: World, ids: readonly Id[]): Promise<void> {
  if (w.isDead()) w.start();
  w.crashAt('recovered');
  await w.run(0);
  if (w.isDead()) w.start();
  w.network.clearFaults();
  w.health(0, 'ok');
  w.setOnline(true);
  w.engine().resumeAll();
  for (const id of ids) if (w.row(id).state === 'hold') applyEvent(w.database.db, id, 'resume', { wakeAt: w.clock.now() }, w.clock.now());
  // The crash armed above may still strike here.
  for (let round = 0; round < 4; round += 1) {
    await w.run(HOUR, 20 * SECOND);
    if (w.isDead()) w.start();
    w.health(0, 'ok');
  }
  await w.run(2 * HOUR, 30 * SECOND);
}

/** @returns what is wrong, in words; nothing when all is well. */
function judge(w: World, ids: readonly Id[]): string[] {
  const wrong: string[] = [];
  for (const id of ids) {
    const row = w.row(id);
    const posts = w.onServer(id);
    const codes = w.codes(id);
    const say = (what: string): void => { wrong.push(`${what}: ${row.state}, ${posts} on the server, ${row.problemCode ?? 'no problem'}: ${codes.join(' ')}`); };
    if (posts > 1) say('sent twice');
    if (row.state === 'scheduled' || row.state === 'publishing') say('lost');
    if (row.state === 'published' && posts === 0) say('said to be out and is not');
    if (posts === 1 && row.state !== 'published' && row.state !== 'unconfirmed') say('out and not said');
    if (row.state === 'unconfirmed' && !codes.includes('no-answer') && !codes.includes('recovered-after-crash') && !codes.includes('part-published')) say('unsure for no reason');
    const told = { published: ['published', 'looked-found', 'person-says-there'], failed: ['rejected', 'signed-out', 'looked-absent', 'preflight-stopped'], missed: ['missed'], unconfirmed: ['unconfirmed'] } as const;
    const needs: readonly string[] | undefined = row.state === 'published' || row.state === 'failed' || row.state === 'missed' || row.state === 'unconfirmed' ? told[row.state] : undefined;
    if (needs !== undefined && !needs.some((c) => codes.includes(c))) say('not explained');
  }
  return wrong;
}

const RUNS = Number(process.env['LINNET_MODEL_RUNS'] ?? 150);
const plan = fc.record({ keys: fc.boolean(), actions: fc.array(action, { minLength: 4, maxLength: 28 }), gaps: fc.array(fc.constantFrom(2 * SECOND, 30 * SECOND, 6 * MINUTE, 9 * MINUTE), { minLength: 4, maxLength: 4 }) });

async function play(p: { keys: boolean; actions: Action[]; gaps: number[] }, reconciliation: 'on' | 'off'): Promise<{ wrong: string[]; w: World }> {
  const w = createWorld({ honoursKeys: p.keys, reconciliation, concurrency: { network: 2, account: 2 } });
  w.start();
  const ids = p.gaps.map((dueIn, i) => w.add({ dueIn, media: i % 2, thread: i === 3 ? 1 : 0 }));
  for (const a of p.actions) await act(w, ids, a);
  await finale(w, ids);
  const wrong = judge(w, ids);
  w.crash();
  w.database.sqlite.close();
  return { wrong, w };
}

describe('whatever happens', () => {
  it(`never twice, never silently not at all (${RUNS} runs)`, async () => {
    await fc.assert(fc.asyncProperty(plan, async (p) => {
      const { wrong } = await play(p, 'on');
      expect(wrong).toEqual([]);
    }), { numRuns: RUNS, seed: Number(process.env['LINNET_MODEL_SEED'] ?? 20_261_122), endOnFailure: process.env['LINNET_MODEL_SHRINK'] === undefined });
  }, 1_200_000);

  it('finds posts sent twice when reconciliation is off: this test can fail', async () => {
    let twice = 0;
    await fc.assert(fc.asyncProperty(plan, async (p) => {
      const { wrong } = await play({ ...p, keys: false }, 'off');
      twice += wrong.filter((x) => x.startsWith('sent twice')).length;
    }), { numRuns: 30, seed: 7 });
    expect(twice).toBeGreaterThan(0);
  }, 1_800_000);
});
