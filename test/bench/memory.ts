import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Measured, rounded } from './figure';
import { createFilledFolder } from './figure-folder';
import { createEmptyApp, openEmpty, openLinnet } from './start-window';

const parentOf = (pid: number): number => {
  try {
    // The second field is a name in brackets that may hold spaces and brackets itself.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]);
  } catch {
    return 0;
  }
};

/** The process and all that it started, theirs included. */
export function familyOf(root: number): readonly number[] {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(Number(name))]));
  const family = [root];
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid);
  return family;
}

/** Proportional set size in MB: what several processes share is counted once. */
export function pssOf(pids: readonly number[]): number {
  const kb = pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended while we looked.
      return sum;
    }
  }, 0);
  return kb / 1024;
}

const settle = `new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2000 })))`;
const go = (route: string): string => `(location.hash = '#${route}', ${settle})`;
const press = (label: string): string => `(document.querySelector('button[aria-label="${label}"]')?.click(), ${settle})`;
const type = (text: string): string => `(async () => {
  const field = document.querySelector('textarea, [contenteditable="true"]');
  if (field !== null) { field.focus(); document.execCommand('insertText', false, ${JSON.stringify(text)}); }
  await ${settle};
})()`;

/** One round of a working day: months and weeks, every screen, a post being written, a search. */
const round = [
  go('/today'), go('/calendar?view=month'), press('Next month'), press('Next month'), press('Previous month'), go('/calendar?view=week'), press('Next week'), go('/calendar?view=day'), go('/calendar?view=list'),
  go('/calendar?view=month'), go('/compose/new'), type('A slow morning at the kiln. '), type('Tea, clay, a new glaze. '), go('/accounts'), go('/settings/appearance'), go('/settings/data'), go('/calendar'),
];

/**
 * Main process and window after use, with 50,000 publications, over an empty window of the same Electron that was open
 * for as long. All processes of each app are counted, by what they hold for themselves and their share of the rest.
 */
export async function memoryFigure(minutes: number): Promise<Measured> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only');
  const folder = createFilledFolder({ count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] });
  const empty = createEmptyApp();
  try {
    const base = await openEmpty(empty);
    try {
      const window = await openLinnet(folder.path);
      try {
        const end = performance.now() + minutes * 60_000;
        let steps = 0;
        while (performance.now() < end) {
          await window.evaluate(round[steps % round.length] ?? settle);
          steps += 1;
          // A person looks at what came; as fast as this it is many days' work in ten minutes.
          await wait(600);
        }
        await window.evaluate(go('/calendar?view=month'));
        await wait(5_000);
        const family = familyOf(window.pid);
        const [own, other] = [pssOf(family), pssOf(familyOf(base.pid))];
        return {
          name: 'memory', value: rounded(own / other), unit: `× after ${minutes} min`, baseline: rounded(other, 0), n: 1,
          note: `${rounded(own, 0)} MB in ${family.length} processes after ${steps} steps of use, empty window ${rounded(other, 0)} MB`,
        };
      } finally {
        await window.close();
      }
    } finally {
      await base.close();
    }
  } finally {
    empty.remove();
    folder.remove();
  }
}
