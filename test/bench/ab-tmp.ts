import { createFilledFolder } from './figure-folder';
import { median } from './figure';
import { openLinnet, openEmpty, createEmptyApp } from './start-window';
const folder = createFilledFolder({ count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] });
const empty = createEmptyApp();
const names = (process.env['VARIANTS'] ?? '0,1').split(',');
const times: Record<string, number[]> = { empty: [] };
for (const n of names) times[n] = [];
try {
  for (let run = -2; run < Number(process.env['RUNS'] ?? 7); run += 1) for (const n of ['empty', ...names]) {
    process.env['LINNET_AB'] = n;
    const w = n === 'empty' ? await openEmpty(empty) : await openLinnet(folder.path);
    if (run >= 0) times[n]!.push(w.firstMs);
    await w.close();
  }
  for (const [n, t] of Object.entries(times)) console.log(n.padEnd(6), Math.round(median(t)), (median(t) / median(times['empty']!)).toFixed(2), t.map(Math.round).join(' '));
} finally { folder.remove(); empty.remove(); }
