import { type Measured, median, rounded } from './figure';
import { createFilledFolder } from './figure-folder';
import { createEmptyApp, openEmpty, openLinnet } from './start-window';

/**
 * From the start of the process to a calendar of chips, with 50,000 publications, over the same for an empty window of
 * the same Electron. Cold means a new process each time. The operating system's file cache is warm for both, as on
 * every start but the first after switching a computer on: each is started once beforehand, which does not count.
 * Runs alternate, so that both meet the same noise.
 */
export async function startRatio(runs = 7): Promise<Measured> {
  const folder = createFilledFolder({ count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] });
  const empty = createEmptyApp();
  const times = { empty: [] as number[], linnet: [] as number[] };
  try {
    for (let run = -1; run < runs; run += 1) {
      for (const which of ['empty', 'linnet'] as const) {
        const window = which === 'empty' ? await openEmpty(empty) : await openLinnet(folder.path);
        if (run >= 0) times[which].push(window.firstMs);
        await window.close();
      }
    }
  } finally {
    empty.remove();
    folder.remove();
  }
  const [own, base] = [median(times.linnet), median(times.empty)];
  return {
    name: 'start.ratio', value: rounded(own / base), unit: '×', baseline: rounded(base, 0), n: runs,
    note: `median ${rounded(own, 0)} ms (${rounded(Math.min(...times.linnet), 0)} to ${rounded(Math.max(...times.linnet), 0)}), empty window ${rounded(base, 0)} ms (${rounded(Math.min(...times.empty), 0)} to ${rounded(Math.max(...times.empty), 0)}); file cache warm`,
  };
}
