import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { FakeNetworkOptions } from '#test/support/fake-connector';
import { createWorld } from '#test/support/publishing-world';

/**
 * Somebody sets this machine's clock, by minutes or days, back or forward, between the sending and the look, or has done so before.
 * The server keeps its own time and takes no key: its list of posts is all there is.
 */
const set = fc.record({ do: fc.constant('set' as const), ms: fc.constantFrom(-9 * DAY, 9 * DAY, -DAY, -5 * HOUR, -HOUR, -5 * MINUTE, 5 * MINUTE, HOUR, 5 * HOUR, DAY) });
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.constantFrom(SECOND, 12 * SECOND, MINUTE, 4 * MINUTE) }) },
  { weight: 3, arbitrary: set },
  { weight: 2, arbitrary: fc.constantFrom({ do: 'lost' as const }, { do: 'lost' as const }, { do: 'not-arrived' as const }, { do: 'unreadable' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('away' as const), ms: fc.constantFrom(10 * MINUTE, 3 * HOUR, 7 * HOUR), set: fc.constantFrom(0, -DAY, -5 * HOUR, 5 * HOUR) }) },
  { weight: 1, arbitrary: fc.constantFrom('commit-marked' as const, 'commit-called' as const, 'commit-answered' as const).map((step) => ({ do: 'die' as const, step })) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
const network = fc.record({ olderPosts: fc.nat({ max: 30 }), tellsTime: fc.boolean(), asksFrom: fc.boolean() });

async function play(byServerTimes: NonNullable<FakeNetworkOptions['byServerTimes']>, actions: readonly Action[]): Promise<{ readonly twice: number; readonly wrong: readonly string[]; readonly looks: number }> {
  const w = createWorld({ byServerTimes, latenessLimitMs: 60 * DAY });
  w.start();
  const ids = [30 * SECOND, 2 * MINUTE, 7 * MINUTE].map((dueIn) => w.add({ dueIn }));
  for (const a of actions) {
    if (w.isDead()) w.start();
    switch (a.do) {
      case 'run': await w.run(a.ms, 5 * SECOND); break;
      case 'set': w.clock.jump(a.ms); await w.clock.wake(); break;
      case 'lost': case 'not-arrived': w.network.fail('commit', { kind: a.do }); break;
      case 'unreadable': w.network.fail('find', { kind: 'unavailable' }); break;
      case 'away': w.crash(); w.clock.sleep(a.ms); w.clock.jump(a.set); break;
      case 'die': w.crashAt(a.step); break;
    }
    await w.run(0);
  }
  w.crashAt('outcome-written');
  await w.run(0);
  if (w.isDead()) w.start();
  w.network.clearFaults();
  for (let n = 0; n < 4; n += 1) {
    await w.run(HOUR, MINUTE);
    if (w.isDead()) w.start();
  }
  const onServer = (id: string): number => w.network.posts.filter(({ text }) => text === `post ${id}`).length;
  const wrong = ids.filter((id) => w.row(id).state === 'published' && onServer(id) === 0).map((id) => `${id} is said to be out and is not`);
  const twice = ids.filter((id) => onServer(id) > 1).length;
  const looks = w.network.calls('find');
  w.crash();
  w.database.sqlite.close();
  return { twice, wrong, looks };
}

describe('a clock that is set between the sending and the look', () => {
  it('makes no second post', async () => {
    let looks = 0;
    await fc.assert(fc.asyncProperty(network, fc.array(action, { minLength: 4, maxLength: 20 }), async (options, actions) => {
      const played = await play(options, actions);
      looks += played.looks;
      expect(played).toMatchObject({ twice: 0, wrong: [] });
    }), { numRuns: Number(process.env['LINNET_MODEL_RUNS'] ?? 60), seed: Number(process.env['LINNET_MODEL_SEED'] ?? 20_261_122) });
    expect(looks).toBeGreaterThan(30);
  }, 600_000);

  it('is right at the sending, set back by hours, and right or wrong at the look hours later', async () => {
    for (const [before, after] of [[0, -5 * HOUR], [5 * HOUR, -5 * HOUR], [9 * DAY, -9 * DAY], [-5 * HOUR, 5 * HOUR]] as const) {
      for (const tellsTime of [true, false]) {
        for (const asksFrom of [true, false]) {
          const setBefore: readonly Action[] = before === 0 ? [] : [{ do: 'set', ms: before }];
          const played = await play({ olderPosts: 3, tellsTime, asksFrom }, [
            { do: 'lost' }, ...setBefore, { do: 'run', ms: 35 * SECOND }, { do: 'away', ms: 7 * HOUR, set: after }, { do: 'run', ms: 4 * MINUTE },
          ]);
          expect({ ...played, before, after }).toMatchObject({ twice: 0, wrong: [] });
          expect(played.looks).toBeGreaterThan(0);
        }
      }
    }
  });
});
