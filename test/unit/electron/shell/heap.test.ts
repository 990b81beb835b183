import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { boundWindowHeap, collectAtRest, MAIN_HEAP, WINDOW_HEAP } from '#electron/shell/heap';
import { createFakeClock } from '#test/support/fake-clock';

/** Makes 300 MB of garbage that lives for a while, as drawn months do. Prints the largest heap on the way, in MB. */
const months = `
  let kept = [], most = 0;
  for (let i = 0; i < 3000; i += 1) {
    kept.push(Array.from({ length: 1000 }, (_, n) => ({ n, i, text: 'chip ' + n + i })));
    if (kept.length > 40) kept = [];
    most = Math.max(most, process.memoryUsage().heapTotal);
  }
  process.stdout.write(String(most / 1e6));
`;
const largestHeap = (flags: readonly string[]): number => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', months], { encoding: 'utf8' });
  // An unknown flag ends Node at once: V8 has renamed it.
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
};

/** In a function of its own, so that nothing on the stack holds it. Answers how many there were. */
const makeAndLeave = (): number => Array.from({ length: 1_000_000 }, (_, n) => ({ n, text: `garbage ${n}` })).length;
const heapMb = (): number => process.memoryUsage().heapUsed / 1e6;

describe('the heap', () => {
  it('stays near what is held with the flags of the window, and does not without', () => {
    expect(largestHeap(WINDOW_HEAP)).toBeLessThan(0.75 * largestHeap([]));
  });

  it('has flags that V8 knows', () => {
    for (const flag of [...WINDOW_HEAP, ...MAIN_HEAP]) expect(spawnSync(process.execPath, [flag, '-e', '0']).status, flag).toBe(0);
  });

  it('gets its flags before a window is opened', () => {
    const given: [string, string][] = [];
    boundWindowHeap({ appendSwitch: (name, value) => { given.push([name, value]); } });
    expect(given).toEqual([['js-flags', WINDOW_HEAP.join(' ')]]);
  });

  it('is rid of the garbage of the start half a minute later, of later garbage every five minutes, and gives nobody the means', async () => {
    const clock = createFakeClock();
    const { stop } = collectAtRest(clock, () => undefined);
    for (const [quiet, due] of [[29_000, 2_000], [298_000, 3_000]] as const) {
      await clock.advance(quiet);
      expect(makeAndLeave()).toBe(1_000_000);
      const before = heapMb();
      await clock.advance(due);
      expect(heapMb()).toBeLessThan(before - 40);
    }
    stop();
    expect(clock.pending()).toBe(0);
    expect(runInNewContext('typeof gc')).toBe('undefined');
  });

  it('is looked after once the window has asked for nothing for ten seconds, but neither in the first half minute nor less often for the asking', async () => {
    const clock = createFakeClock();
    const begun = clock.now();
    const at: number[] = [];
    const { heard, stop } = collectAtRest(clock, () => { at.push((clock.now() - begun) / 1_000); });
    heard();
    await clock.advance(60_000);
    expect(at).toEqual([30]);
    heard();
    await clock.advance(9_000);
    heard();
    await clock.advance(60_000);
    expect(at).toEqual([30, 79]);
    // Somebody who never rests: five minutes after the last time.
    for (let n = 0; n < 60; n += 1) {
      heard();
      await clock.advance(5_000);
    }
    expect(at).toEqual([30, 79, 379]);
    stop();
    expect(clock.pending()).toBe(0);
  });
});
