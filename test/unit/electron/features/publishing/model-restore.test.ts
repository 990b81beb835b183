import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { Id } from '#core/ids';
import { isEditable } from '#core/posts/states';
import { toWallTime } from '#core/time';
import type { PublishingStep } from '#electron/features/publishing/steps';
import { takeBackUp } from '#test/support/back-up';
import type { Fault, FaultStep } from '#test/support/fake-connector';
import { ZONE } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

/**
 * As in `model.test.ts`, with back-ups that are made and put back at any moment. Where the replaced file can be read, words change at any
 * moment too: it knows what went out, whatever it said. Where it cannot, another text is another post.
 */
const fault = fc.record({
  step: fc.constantFrom<FaultStep>('commit', 'commit', 'schedule', 'find', 'find', 'held', 'cancel'),
  fault: fc.constantFrom<Fault>({ kind: 'lost' }, { kind: 'not-arrived' }, { kind: 'unavailable' }, { kind: 'cannot-tell' }, { kind: 'reauth' }, { kind: 'throws' }, { kind: 'rate-limited', ms: 2 * MINUTE }),
});
const who = fc.nat({ max: 2 });
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.constantFrom(SECOND, 20 * SECOND, 2 * MINUTE, 12 * MINUTE) }) },
  { weight: 3, arbitrary: fault.map((f) => ({ do: 'fault' as const, ...f })) },
  { weight: 1, arbitrary: fc.constantFrom<PublishingStep>('commit-marked', 'commit-answered', 'look-answered', 'hand-over-called').map((step) => ({ do: 'crash-at' as const, step })) },
  { weight: 2, arbitrary: fc.constant({ do: 'back-up' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'restore' as const }) },
  { weight: 2, arbitrary: fc.constantFrom({ do: 'resume' as const }, { do: 'sign-in' as const }) },
  // What a back-up must not forget, in one: planned anew, perhaps reworded, sent or handed over, and then the back-up is put back.
  { weight: 4, arbitrary: fc.record({ do: fc.constant('behind' as const), who, minutes: fc.constantFrom(1, 6, 20, 60), other: fc.boolean(), ms: fc.constantFrom(20 * SECOND, 3 * MINUTE, 9 * MINUTE) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('earlier' as const, 'later' as const, 'answer' as const, 'reword' as const, 'reword' as const), who }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
type PutBack = ReturnType<typeof takeBackUp>;

const posts = (w: WholeWorld, id: Id): number => { w.network.onTheWay(); return w.network.posts.filter((p) => p.text.startsWith(`post ${id}`)).length; };
const planIn = (w: WholeWorld, id: Id, minutes: number): unknown => w.planning.move({ postId: w.row(id).postId, wall: toWallTime(w.clock.now() + minutes * MINUTE, ZONE) });

/** A person who has looked, and lets nothing go out that is out. */
async function answer(w: WholeWorld, id: Id): Promise<void> {
  const { state } = w.row(id);
  const kept = w.network.scheduled.some((s) => s.text.startsWith(`post ${id}`) && s.state === 'waiting');
  if (state === 'missed' && !kept) await w.engine().missed(id, posts(w, id) > 0 ? 'skip' : 'now');
  if (state === 'unconfirmed' && !kept) await w.engine().decide(id, posts(w, id) > 0 ? 'it-is-there' : 'send-it', null);
}

/** Other words, and now and then the first ones again. */
function reword(w: WholeWorld, id: Id): void {
  const { postId, state } = w.row(id);
  if (!isEditable(state)) return;
  w.database.sqlite.prepare('UPDATE posts SET text = ?, version = version + 1, updated_at = ? WHERE id = ?').run(`post ${id}${' again'.repeat(w.network.calls('commit') % 3)}`, w.clock.now(), postId);
  w.engine().wake();
}

async function act(w: WholeWorld, ids: readonly Id[], a: Action, backUps: PutBack[], unreadable: boolean): Promise<void> {
  if (w.isDead()) w.start();
  const id = 'who' in a ? ids[a.who]! : ids[0]!;
  switch (a.do) {
    case 'run': await w.run(a.ms, a.ms > MINUTE ? 10 * SECOND : SECOND); break;
    case 'fault': w.network.fail(a.step, a.fault); break;
    case 'crash-at': w.crashAt(a.step); break;
    case 'back-up': backUps.push(takeBackUp(w, { unreadable })); break;
    case 'restore': await w.run(SECOND); backUps.at(-1)?.(w.start); break;
    case 'resume': w.engine().resumeAll(); break;
    case 'sign-in': w.health(0, 'ok'); break;
    case 'earlier': planIn(w, id, 1); break;
    case 'later': planIn(w, id, 40); break;
    case 'behind':
      w.engine().resumeAll();
      if (a.other && !unreadable) reword(w, id);
      planIn(w, id, a.minutes);
      await w.run(a.ms, 5 * SECOND);
      backUps.at(-1)?.(w.start);
      break;
    case 'answer': await answer(w, id); break;
    case 'reword': if (!unreadable) reword(w, id); break;
  }
  await w.run(0);
}

async function play(w: WholeWorld, actions: readonly Action[], unreadable: boolean): Promise<string[]> {
  w.start();
  // The first back-up is from before anything is handed over.
  await w.engine().pauseAll();
  const ids = [8, 15, 40].map((minutes) => w.add({ dueIn: minutes * MINUTE }));
  await w.run(SECOND);
  const backUps = [takeBackUp(w, { unreadable })];
  w.engine().resumeAll();
  for (const a of actions) await act(w, ids, a, backUps, unreadable);
  w.network.clearFaults();
  for (let round = 0; round < 4; round += 1) {
    if (w.isDead()) w.start();
    w.health(0, 'ok');
    w.engine().resumeAll();
    await w.run(90 * MINUTE, 30 * SECOND);
  }
  return ids.flatMap((id) => {
    const row = w.row(id);
    const n = posts(w, id);
    const wrong = [
      ...(n > 1 ? ['sent twice'] : []), ...(row.state === 'scheduled' || row.state === 'publishing' ? ['lost'] : []), ...(row.state === 'published' && n === 0 ? ['said to be out and is not'] : []),
    ];
    return wrong.map((what) => `${what}: ${row.state}, ${n} out, ${JSON.stringify(row.saved)}: ${w.codes(id).join(' ')}`);
  });
}

const RUNS = Number(process.env['LINNET_MODEL_RUNS'] ?? 60);

describe('whichever back-up is put back, and when', () => {
  for (const [native, unreadable] of [[false, false], [true, false], [false, true], [true, true]] as const) {
    it(`never twice, never lost${native ? ', where a network keeps posts' : ''}${unreadable ? ', when nobody can read the file it replaces' : ', whatever the words'} (${RUNS} runs)`, async () => {
      await fc.assert(fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 24 }), async (actions) => {
        const w = createWholeWorld({ latenessLimitMs: HOUR, ...(native ? { nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY } } : {}) });
        const wrong = await play(w, actions, unreadable);
        w.crash();
        w.database.sqlite.close();
        expect(wrong).toEqual([]);
      }), { numRuns: RUNS, seed: Number(process.env['LINNET_MODEL_SEED'] ?? 20_261_122), endOnFailure: process.env['LINNET_MODEL_SHRINK'] === undefined });
    }, 1_800_000);
  }
});
