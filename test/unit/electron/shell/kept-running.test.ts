import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/clock';
import { keepRunning, type PracticeChild } from '#electron/shell/kept-running';
import type { PracticeConfig } from '#electron/practice-network/process-config';
import { createFakeClock, turn } from '#test/support/fake-clock';

function world() {
  const clock = createFakeClock();
  const forks: { readonly config: PracticeConfig; readonly say: (message: unknown) => void; readonly die: () => void; killed: boolean }[] = [];
  const practice = keepRunning((config): PracticeChild => {
    let say = (_message: unknown): void => undefined;
    let die = (): void => undefined;
    const fork = { config, say: (message: unknown) => { say(message); }, die: () => { die(); }, killed: false };
    forks.push(fork);
    return { onMessage: (listener) => { say = listener; }, onExit: (listener) => { die = listener; }, kill: () => { fork.killed = true; die(); } };
  }, { dataFile: null }, clock);
  const listen = (n: number): void => { forks[n]?.say({ type: 'listening', port: 4711, url: 'http://127.0.0.1:4711', secret: 's' }); };
  return { clock, forks, practice, listen };
}

describe('the practice network that dies by itself', () => {
  it('is started again on the same port', async () => {
    const { clock, forks, practice, listen } = world();
    const first = practice.running();
    listen(0);
    expect(await first).toEqual({ base: 'http://127.0.0.1:4711', secret: 's' });
    forks[0]?.die();
    expect(practice.base()).toBeNull();
    await clock.advance(SECOND);
    expect(forks[1]?.config).toMatchObject({ port: 4711 });
    listen(1);
    await turn();
    expect(practice.base()).toBe('http://127.0.0.1:4711');
  });

  it('waits longer each time, a minute at most, and begins anew once it has lived', async () => {
    const { clock, forks, practice, listen } = world();
    void practice.running();
    listen(0);
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      const died = clock.now();
      forks[n]?.die();
      while (forks.length === n + 1) await clock.advance(SECOND);
      waits.push((clock.now() - died) / SECOND);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    listen(9);
    await clock.advance(2 * MINUTE);
    forks[9]?.die();
    await clock.advance(SECOND);
    expect(forks).toHaveLength(11);
  });

  it('is started at once when somebody asks for it meanwhile, and only once', async () => {
    const { clock, forks, practice, listen } = world();
    void practice.running();
    listen(0);
    forks[0]?.die();
    const again = practice.running();
    listen(1);
    await again;
    await clock.advance(5 * MINUTE);
    expect(forks).toHaveLength(2);
  });

  it('stays down when it never could start, or when the app ends', async () => {
    const { clock, forks, practice, listen } = world();
    const first = practice.running();
    forks[0]?.say({ type: 'failed', reason: 'no port' });
    forks[0]?.die();
    await expect(first).rejects.toThrow('no port');
    await clock.advance(5 * MINUTE);
    expect(forks).toHaveLength(1);
    void practice.running();
    listen(1);
    practice.stop();
    expect(forks[1]?.killed).toBe(true);
    await clock.advance(5 * MINUTE);
    expect(forks).toHaveLength(2);
  });
});

describe('the practice network that does not start', () => {
  it('is given up, and tried anew when somebody asks again', async () => {
    const { clock, forks, practice, listen } = world();
    const told: string[] = [];
    const ask = (): void => { practice.running().catch((error: unknown) => { told.push(String(error)); }); };
    ask();
    forks[0]?.say({ type: 'failed', reason: 'file is not a database' });
    await turn();
    expect([told, forks[0]?.killed]).toEqual([['Error: file is not a database'], true]);
    ask();
    expect(forks).toHaveLength(2);
    await clock.advance(30 * SECOND);
    expect(told.at(-1)).toBe('Error: the practice network did not start in time');
    expect(forks[1]?.killed).toBe(true);
    const third = practice.running();
    listen(2);
    expect(await third).toMatchObject({ secret: 's' });
    await clock.advance(MINUTE);
    expect(forks).toHaveLength(3);
  });
});
