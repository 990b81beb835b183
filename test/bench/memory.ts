import { setTimeout as wait } from 'node:timers/promises';
import { holdDisplay } from './display';
import { type Measured, rounded } from './figure';
import { createFilledFolder } from './figure-folder';
import { type OwnCopy, ownCopy } from './own-copy';
import { type Held, heldBy } from './process-memory';
import { CHIP } from './month-switch';
import { type BenchWindow, createEmptyApp, openEmpty, openLinnet } from './start-window';

const settle = `new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2000 })))`;
/** Does something in the page, lets it settle, and answers whether there was anything to do it to. */
const step = (body: string): string => `(async () => { const done = await (async () => { ${body} })(); await ${settle}; return done !== false; })()`;
const go = (route: string): string => step(`location.hash = '#${route}';`);
const click = (selector: string): string => step(`const found = document.querySelector(${JSON.stringify(selector)}); found?.click(); return found !== null;`);
const press = (label: string): string => click(`button[aria-label="${label}"]`);
const key = (name: string, ctrl = false): string => step(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: '${name}', ctrlKey: ${ctrl}, bubbles: true, cancelable: true }));`);
const type = (where: string, text: string): string => step(`const field = document.querySelector('${where}'); field?.focus(); return field !== null && document.execCommand('insertText', false, ${JSON.stringify(text)});`);

/** One round of a working day: months and weeks, a publication, every screen, a post being written, a search. */
const roundOf = (onward: string, back: string): readonly string[] => [
  go('/today'), go('/calendar?view=month'), press(`${onward} month`), press(`${onward} month`), click(CHIP), go('/calendar?view=month'), press(`${back} month`), go('/calendar?view=week'), press(`${onward} week`),
  go('/calendar?view=day'), go('/calendar?view=list'), go('/calendar?view=month'), key('k', true), type('.palette input', 'gla'), type('.palette input', 'ze'), key('Escape'),
  go('/compose/new'), type('textarea', 'A slow morning at the kiln. '), type('textarea', 'Tea, clay, a new glaze. '), go('/accounts'), go('/settings/appearance'), go('/settings/data'), go('/calendar?view=month'),
];
/** A year onward and a year back, so that every month has publications. */
const rounds = [...Array.from({ length: 12 }, () => roundOf('Next', 'Previous')), ...Array.from({ length: 12 }, () => roundOf('Previous', 'Next'))].flat();

/**
 * A person looks up now and then, and Linnet tidies up when nothing was done for ten seconds. Nothing is collected from
 * here.
 */
const PAUSE_MS = 20_000;
const LOOK_AT = [1, 5, 10];

const counted = ({ main, window, helper }: Held): number => main + window + helper;
const all = (held: Held): number => counted(held) + held.chromium;
const parts = (held: Held): string => `main ${rounded(held.main, 0)}, window ${rounded(held.window, 0)}, workers ${rounded(held.helper, 0)}; all ${held.processes} processes ${rounded(all(held), 0)}`;

/** An empty window that has been open for a minute, and nothing of Linnet's beside it. */
async function emptyWindow(electron: OwnCopy): Promise<Held> {
  const app = createEmptyApp();
  try {
    // The first on a display does more than the next (see holdDisplay): neither side may be the first.
    const first = await openEmpty(app);
    electron.takeLibraries(first.pid);
    await first.close();
    const window = await openEmpty(app);
    try {
      await wait(60_000);
      return heldBy(window.pid);
    } finally {
      await window.close();
    }
  } finally {
    app.remove();
  }
}

/** Uses the window until `end` (by `performance.now`), a step each 0.6 s: in ten minutes many days' work. */
async function use(window: BenchWindow, from: number, end: number): Promise<{ readonly steps: number; readonly missed: number }> {
  let steps = from;
  let missed = 0;
  while (performance.now() < end) {
    if ((await window.evaluate(rounds[steps % rounds.length] ?? settle)) === false) missed += 1;
    steps += 1;
    await wait(600);
  }
  return { steps, missed };
}

/**
 * Main process, window and every worker process of ours that runs, after use with 50,000 publications, over main process
 * and window of an empty app of the same Electron. One after the other: two at a time would share the pages of the
 * executable, and each would seem smaller than it is for somebody who has only one.
 */
export async function memoryFigure(minutes: number): Promise<Measured> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only');
  const letGo = await holdDisplay();
  const electron = ownCopy();
  const folder = createFilledFolder({ count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] });
  try {
    const empty = await emptyWindow(electron);
    const window = await openLinnet(folder.path);
    try {
      const base = counted(empty);
      const seen: string[] = [];
      let steps = 0;
      let missed = 0;
      let held = heldBy(window.pid);
      const begun = performance.now();
      let paused = 0;
      for (const minute of [...LOOK_AT.filter((each) => each < minutes), minutes]) {
        const done = await use(window, steps, begun + paused + minute * 60_000);
        steps = done.steps;
        missed += done.missed;
        const stopped = performance.now();
        await window.evaluate(go('/calendar?view=month'));
        const busy = counted(heldBy(window.pid));
        await wait(PAUSE_MS);
        held = heldBy(window.pid);
        paused += performance.now() - stopped;
        seen.push(`${minute} min ${rounded(counted(held) / base)} (${rounded(busy, 0)} MB without the pause)`);
      }
      return {
        name: 'memory', value: rounded(counted(held) / base), unit: `× after ${minutes} min`, baseline: rounded(base, 0), n: 1,
        note: [
          `${rounded(counted(held), 0)} MB: ${parts(held)}`, `empty window ${parts(empty)}`, `all processes ${rounded(all(held) / all(empty))} ×`, seen.join(', '),
          `${steps} steps${missed === 0 ? '' : `, ${missed} of them found nothing to press`}`,
        ].join('; '),
      };
    } finally {
      await window.close();
    }
  } finally {
    folder.remove();
    electron.remove();
    letGo();
  }
}
