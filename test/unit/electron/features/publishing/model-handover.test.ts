import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { Id } from '#core/ids';
import { toWallTime } from '#core/time';
import type { PublishingStep } from '#electron/features/publishing/steps';
import type { Fault, FaultStep } from '#test/support/fake-connector';
import { ZONE } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

/** As in `model.test.ts`, with a network that keeps posts and publishes them by itself. */
const fault = fc.record({
  step: fc.constantFrom<FaultStep>('schedule', 'schedule', 'schedule', 'cancel', 'reschedule', 'status', 'held', 'commit', 'find'),
  fault: fc.constantFrom<Fault>({ kind: 'lost' }, { kind: 'not-arrived' }, { kind: 'unavailable' }, { kind: 'unavailable' }, { kind: 'rejected' }, { kind: 'reauth' }, { kind: 'throws' }, { kind: 'rate-limited', ms: 2 * MINUTE }),
});
const steps = fc.constantFrom<PublishingStep>('hand-over-marked', 'hand-over-called', 'hand-over-answered', 'look-answered', 'commit-called', 'recovered');
const who = fc.nat({ max: 2 });
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.constantFrom(SECOND, 20 * SECOND, 2 * MINUTE, 12 * MINUTE) }) },
  { weight: 5, arbitrary: fault.map((f) => ({ do: 'fault' as const, ...f })) },
  { weight: 2, arbitrary: steps.map((step) => ({ do: 'crash-at' as const, step })) },
  { weight: 2, arbitrary: fc.constantFrom({ do: 'pause' as const }, { do: 'resume' as const }, { do: 'offline' as const }, { do: 'online' as const }, { do: 'sign-in' as const }, { do: 'sleep' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('move' as const, 'hold' as const, 'unhold' as const, 'cancel' as const, 'unschedule' as const, 'schedule' as const), who }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

async function act(w: WholeWorld, ids: readonly Id[], a: Action): Promise<void> {
  if (w.isDead()) w.start();
  const id = 'who' in a ? ids[a.who]! : ids[0]!;
  const postId = w.row(id).postId;
  const wall = toWallTime(w.clock.now() + 25 * MINUTE, ZONE);
  switch (a.do) {
    case 'run': await w.run(a.ms, a.ms > MINUTE ? 10 * SECOND : SECOND); break;
    case 'fault': w.network.fail(a.step, a.fault); break;
    case 'crash-at': w.crashAt(a.step); break;
    case 'pause': await Promise.race([w.engine().pauseAll(), w.run(SECOND)]); break;
    case 'resume': w.engine().resumeAll(); break;
    case 'offline': w.setOnline(false); break;
    case 'online': w.setOnline(true); break;
    case 'sign-in': w.health(0, 'ok'); break;
    case 'sleep': w.clock.sleep(10 * MINUTE); await w.clock.wake(); break;
    case 'move': w.planning.move({ postId, wall }); break;
    case 'hold': w.planning.hold([id]); break;
    case 'unhold': w.planning.resume([id]); break;
    case 'cancel': w.planning.cancel([id]); break;
    case 'unschedule': w.planning.unschedule({ postId }); break;
    case 'schedule': w.planning.schedule({ postId, when: { kind: 'at', wall }, skipProblems: false }); break;
  }
  await w.run(0);
}

async function finale(w: WholeWorld): Promise<void> {
  w.network.clearFaults();
  for (let round = 0; round < 5; round += 1) {
    if (w.isDead()) w.start();
    w.health(0, 'ok');
    w.setOnline(true);
    w.engine().resumeAll();
    await w.run(90 * MINUTE, 30 * SECOND);
  }
}

/** @returns what is wrong, in words */
function judge(w: WholeWorld, ids: readonly Id[]): string[] {
  w.network.onTheWay();
  return ids.flatMap((id) => {
    const row = w.row(id);
    const posts = w.network.posts.filter((p) => p.text === `post ${id}`).length;
    const kept = w.network.scheduled.filter((s) => s.text === `post ${id}` && s.state === 'waiting').length;
    const wrong = [
      ...(posts > 1 ? ['sent twice'] : []),
      ...(row.state === 'scheduled' || row.state === 'publishing' ? ['lost'] : []),
      ...(row.state === 'published' && posts === 0 ? ['said to be out and is not'] : []),
      ...(posts === 1 && row.state !== 'published' && row.state !== 'unconfirmed' ? ['out and not said'] : []),
      ...(kept > 0 ? ['still kept by the network'] : []),
      ...(row.state !== 'unconfirmed' && w.store.openHandovers().some(({ job }) => job.id === id) ? ['a hand-over without an end'] : []),
    ];
    return wrong.map((what) => `${what}: ${row.state}, ${posts} out, ref ${row.nativeRef ?? 'none'}, ${JSON.stringify(row.saved)}: ${w.codes(id).join(' ')}`);
  });
}

const RUNS = Number(process.env['LINNET_MODEL_RUNS'] ?? 60);

describe('whatever happens to what a network keeps', () => {
  it(`never twice, never out although nobody wants it unless that is said (${RUNS} runs)`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 24 }), async (actions) => {
      const w = createWholeWorld({ nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, concurrency: { network: 4, account: 4 }, latenessLimitMs: HOUR });
      w.start();
      const ids = [8, 15, 40].map((minutes) => w.add({ dueIn: minutes * MINUTE }));
      for (const a of actions) await act(w, ids, a);
      await finale(w);
      const wrong = judge(w, ids);
      w.crash();
      w.database.sqlite.close();
      expect(wrong).toEqual([]);
    }), { numRuns: RUNS, seed: Number(process.env['LINNET_MODEL_SEED'] ?? 20_261_122), endOnFailure: process.env['LINNET_MODEL_SHRINK'] === undefined });
  }, 1_200_000);
});
