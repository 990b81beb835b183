import { beforeEach, describe, expect, it } from 'vitest';
import { createTokenKeeper } from '#electron/features/accounts/token-keeper';
import { err, ok } from '#core/result';
import { turn } from '#test/support/fake-clock';
import { connectIn, connected, makeWorld, type World } from './accounts-world';

let w: World;
beforeEach(() => { w = makeWorld(); });
const connect = async (): Promise<string> => connectIn(w);

describe('the token keeper', () => {
  const keeper = (online = true, store = w.store) => createTokenKeeper({
    store, onDefect: (error) => { w.log.push(String(error)); }, sessions: w.sessions, clock: w.clock, random: () => 0.5, isOnline: () => online, onRenewed: (_id, done, code) => { w.log.push(done ? 'renewed' : `not renewed: ${code}`); },
    refreshAt: (expiresAt) => (expiresAt === null ? null : expiresAt - 60_000),
  });

  it('renews early, tries again after a fault, and signs out on the network\'s word only', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 3_600_000 }));
    const id = await connect();
    w.log.length = 0;
    w.refresh = async () => err({ type: 'unavailable', detail: '503' });
    const k = keeper();
    k.start();
    await w.clock.advance(58 * 60_000);
    expect(w.log).toEqual([]);
    await w.clock.advance(62_000);
    expect(w.log).toEqual(['not renewed: unavailable']);
    expect(w.store.byId(id)?.health).toBe('ok');
    w.refresh = async () => ok({ expiresAt: w.clock.now() + 3_600_000 });
    await w.clock.advance(5 * 60_000);
    expect(w.log.at(-1)).toBe('renewed');
    w.refresh = async () => err({ type: 'reauth' });
    await w.clock.advance(3_600_000);
    expect(w.store.byId(id)?.health).toBe('signed-out');
    await k.stop();
  });

  it('takes neither the end nor the time of an old login for those of a new one', async () => {
    for (const late of [err({ type: 'reauth' as const }), ok({ expiresAt: 5 })]) {
      w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
      const id = await connect();
      let answer: (of: typeof late) => void = () => undefined;
      w.refresh = () => new Promise((resolve) => { answer = resolve; });
      const k = keeper();
      k.start();
      await w.clock.advance(2000);
      const expiresAt = w.clock.now() + 3_600_000;
      w.answer = async () => ok(connected({ expiresAt }));
      expect(await connect()).toBe(id);
      answer(late);
      await turn();
      expect(w.store.byId(id)).toMatchObject({ health: 'ok', expiresAt });
      await k.stop();
    }
  });

  it('asks again only after a while when the disk takes nothing', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
    await connect();
    w.log.length = 0;
    let asked = 0;
    w.refresh = async () => { asked += 1; if (asked > 50) await new Promise(() => undefined); return ok({ expiresAt: w.clock.now() + 3_600_000 }); };
    const k = keeper(true, { ...w.store, update: () => { throw new Error('database or disk is full'); } });
    k.start();
    await w.clock.advance(60_000);
    expect(asked).toBe(1);
    expect(w.log).toEqual(['Error: database or disk is full']);
    await w.clock.advance(5 * 60_000);
    expect(asked).toBe(2);
    await k.stop();
  });

  it('asks nothing while offline', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    w.log.length = 0;
    const k = keeper(false);
    k.start();
    await w.clock.advance(3_600_000);
    expect(w.log).toEqual([]);
    await k.stop();
  });

  it('does not ask without a pause for a token that ends at once', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
    await connect();
    let asked = 0;
    w.refresh = async () => { asked += 1; if (asked > 50) await new Promise(() => undefined); return ok({ expiresAt: w.clock.now() }); };
    const k = keeper();
    k.start();
    await w.clock.advance(10 * 60_000);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThanOrEqual(10);
    await k.stop();
  });

  it('does not look each second for a line that is away', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    let looks = 0;
    const k = keeper(false, { ...w.store, all: () => { looks += 1; return w.store.all(); } });
    k.start();
    await w.clock.advance(3_600_000);
    expect(looks).toBeLessThanOrEqual(62);
    await k.stop();
  });

  it('waits for a renewal that is on its way when it stops, but not for ever', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    let finish: () => void = () => undefined;
    w.refresh = () => new Promise((resolve) => { finish = () => { resolve(ok({ expiresAt: w.clock.now() + 3_600_000 })); }; });
    const stopped = async (meanwhile: () => Promise<void>): Promise<boolean> => {
      const k = keeper();
      k.start();
      let done = false;
      void k.stop().then(() => { done = true; });
      await meanwhile();
      return done;
    };
    expect(await stopped(() => w.clock.advance(9_000))).toBe(false);
    expect(await stopped(() => w.clock.advance(11_000))).toBe(true);
    expect(await stopped(async () => { finish(); await turn(); })).toBe(true);
  });
});
