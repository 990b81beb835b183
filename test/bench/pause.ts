import { setTimeout as wait } from 'node:timers/promises';
import type { Figure } from './lateness';
import { percentile, until, withEngine } from './publishing';

/**
 * Pause-all in the middle of three hundred posts: from the request to the engine's word that nothing more will be sent.
 * What the server receives later than that may only be what had been committed, a handful at most: checked, not assumed.
 * @returns the median in milliseconds.
 */
export async function pauseFigure(runs = 5): Promise<Figure> {
  const times = await withEngine(20, async (at) => {
    await at.slow(150);
    const all: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const before = (await at.received()).size;
      const ids = at.addDue(Array.from({ length: 300 }, () => Date.now()));
      await until(async () => (await at.received()).size > before + 10, 30_000);
      const answer = new Promise<{ readonly ms: number }>((resolve) => { at.engine.once('message', (m) => { resolve(m as { ms: number }); }); });
      at.engine.send('pause');
      all.push((await answer).ms);
      // Calls under way end within their 150 ms; after that the server must hear nothing more.
      await wait(600);
      const settled = (await at.received()).size;
      await wait(1500);
      const later = (await at.received()).size;
      if (later !== settled) throw new Error(`${later - settled} posts arrived after the pause`);
      if (ids.length + before === settled) throw new Error('everything was out before the pause: nothing was measured');
      at.engine.send('resume');
      await until(async () => (await at.received()).size === before + ids.length, 60_000);
    }
    return all;
  });
  return { name: 'pause.all', value: Number(percentile(times, 0.5).toFixed(1)), unit: 'ms', baseline: null, n: runs };
}
