import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { CHIP, look, switchMonth } from '#test/bench/month-switch';
import { seedPublications } from '#test/support/seed';
import { tooMuch, type Work } from '#test/support/work-bounds';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';

// What a start, another month and a long use make Chromium and V8 do, counted: the same on a busy machine as on a quiet one.

const out = join(process.cwd(), 'out');
const fits = (work: Work, counted: number): void => { expect(counted, work).toBeGreaterThan(0); expect(tooMuch(work, counted)).toBeNull(); };
const isTooMuch = (work: Work, counted: number): void => { expect(tooMuch(work, counted), work).not.toBeNull(); };

let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let chromium: CDPSession;
test.beforeAll(async () => {
  folder = await makeDataFolder();
  await (await launchApp({ dataDir: folder.path })).stop();
  folder.within(({ sqlite }) => { seedPublications(sqlite, { count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] }); });
  running = await launchApp({ dataDir: folder.path, env: { LINNET_OFFLINE: '1' } });
  page = running.window;
  await goTo(page, '/calendar?view=month');
  await expect(page.locator(CHIP).first()).toBeVisible();
  chromium = await page.context().newCDPSession(page);
  await chromium.send('Performance.enable');
});
test.afterAll(async () => {
  await running.stop();
  await folder.remove();
});

/** Every script of ours that is read with this one, before anything of it runs. */
function readWith(file: string, from: RegExp, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(from)) readWith(join(file, '..', name), from, seen);
  return seen;
}
const bytesOf = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + statSync(file).size, 0);

test('a start reads as little script before its window and its first look as when it was counted', () => {
  // What is behind an arrow is read later.
  const main = readWith(join(out, 'main', 'index.cjs'), /(?<!=>)(?:[=;, ])require\("(\.{1,2}\/[^"]+)"\)/g);
  fits('start.ratio: bytes the main process reads before the window', bytesOf(main));
  fits('start.ratio: modules of Node and Electron before the window', new Set([...main].flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?<!=>)[=;, ]require\("([a-z][^"]*)"\)/g)].map(([, name]) => name))).size);
  const html = readFileSync(join(out, 'renderer', 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, name = '']) => join(out, 'renderer', name));
  const first = named.filter((file) => file.endsWith('.js')).flatMap((file) => [...readWith(file, /(?:^|[;}])import(?:[^"'();]*from)?["'](\.\/[^"']+)["']/g)]);
  fits('start.ratio: files of the first look', new Set([...named, ...first]).size);
  fits('start.ratio: bytes of script of the first look', bytesOf(first));
  const styles = named.filter((file) => file.endsWith('.css'));
  fits('start.ratio: bytes of style of the first look', bytesOf(styles));
  // It can fail: with the features before the window, and with another screen in the first look.
  const asset = (name: RegExp): string => join(out, 'renderer', 'assets', readdirSync(join(out, 'renderer', 'assets')).find((file) => name.test(file)) ?? '');
  const features = join(out, 'main', 'chunks', readdirSync(join(out, 'main', 'chunks')).find((file) => /^features-.*\.cjs$/.test(file)) ?? '');
  isTooMuch('start.ratio: bytes the main process reads before the window', bytesOf([...main, features]));
  isTooMuch('start.ratio: bytes of script of the first look', bytesOf([...first, asset(/^composer-.*\.js$/)]));
  isTooMuch('start.ratio: bytes of style of the first look', bytesOf([...styles, asset(/^composer-.*\.css$/)]));
  isTooMuch('start.ratio: files of the first look', new Set([...named, ...first]).size + 2);
});

const elements = async (): Promise<number> => page.evaluate(() => document.getElementsByTagName('*').length);

test('a month of fifty thousand publications is as few elements as when they were counted', async () => {
  fits('calendar.paint: elements of a month', await elements());
  await page.evaluate((chip) => { for (const each of document.querySelectorAll(chip)) each.append(...Array.from({ length: 30 }, () => document.createElement('i'))); }, CHIP);
  isTooMuch('calendar.paint: elements of a month', await elements());
  await page.reload();
  await expect(page.locator(CHIP).first()).toBeVisible();
});

interface Drawn { readonly layouts: number; readonly styles: number; readonly made: number }

/** What one press on the next month makes Chromium do, until it is painted. */
async function another(month: 'Next month' | 'Previous month'): Promise<Drawn> {
  await page.evaluate(look(400));
  const counters = async (): Promise<Record<string, number>> => Object.fromEntries((await chromium.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  await page.evaluate(() => {
    const made = { count: 0 };
    const watch = new MutationObserver((changes) => { for (const { addedNodes } of changes) for (const node of addedNodes) made.count += node instanceof Element ? 1 + node.getElementsByTagName('*').length : 0; });
    watch.observe(document.body, { childList: true, subtree: true });
    Object.assign(globalThis, { linnetTestMade: () => { watch.disconnect(); return made.count; } });
  });
  const before = await counters();
  await page.evaluate(switchMonth(month));
  const after = await counters();
  const made = await page.evaluate(() => (globalThis as unknown as { linnetTestMade: () => number }).linnetTestMade());
  const more = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
  return { layouts: more('LayoutCount'), styles: more('RecalcStyleCount'), made };
}
/** There and back again, so that every month has publications. */
async function months(count: number): Promise<Drawn> {
  const seen: Drawn[] = [];
  for (let i = 0; i < count; i += 1) seen.push(await another(i % 10 < 5 ? 'Next month' : 'Previous month'));
  const sum = (of: keyof Drawn): number => seen.reduce((all, one) => all + one[of], 0);
  return { layouts: sum('layouts'), styles: sum('styles'), made: sum('made') };
}

test('nine other months are as few layouts, style passes and new elements as when they were counted', async () => {
  await months(10);
  const seen = await months(9);
  fits('calendar.paint: layouts of nine other months', seen.layouts);
  fits('calendar.paint: style passes of nine other months', seen.styles);
  fits('calendar.paint: elements made for nine other months', seen.made);
  // It can fail: with somebody who measures after each change, and with chips that are made anew.
  await page.evaluate(() => {
    let more = 3_000;
    const measure = new MutationObserver((changes) => {
      for (const { target } of changes) {
        document.body.style.paddingLeft = document.body.style.paddingLeft === '1px' ? '2px' : '1px';
        void (target as HTMLElement).offsetHeight;
      }
      const made = Array.from({ length: more }, () => document.createElement('i'));
      more = 0;
      document.body.append(...made);
    });
    measure.observe(document.body, { childList: true, subtree: true });
    Object.assign(globalThis, { linnetTestCalm: () => measure.disconnect() });
  });
  const spoilt = await months(9);
  await page.evaluate(() => (globalThis as unknown as { linnetTestCalm: () => void }).linnetTestCalm());
  isTooMuch('calendar.paint: layouts of nine other months', spoilt.layouts);
  isTooMuch('calendar.paint: style passes of nine other months', spoilt.styles);
  isTooMuch('calendar.paint: elements made for nine other months', spoilt.made);
  await page.reload();
  await expect(page.locator(CHIP).first()).toBeVisible();
});

test('ten months more leave no more behind than when it was counted', async () => {
  const held = async (): Promise<{ readonly nodes: number; readonly listeners: number }> => {
    await page.evaluate(look(400));
    await chromium.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = await chromium.send('Memory.getDOMCounters');
    return { nodes, listeners: jsEventListeners };
  };
  await months(10);
  const before = await held();
  await months(10);
  const after = await held();
  fits('memory: nodes held after twenty months for one after ten', after.nodes / before.nodes);
  fits('memory: listeners held after twenty months for one after ten', after.listeners / before.listeners);
  // It can fail: with somebody who keeps what was thrown away.
  await page.evaluate(() => {
    const kept = Array.from({ length: 3 }, () => document.body.cloneNode(true) as HTMLElement);
    for (const one of kept) for (const each of one.querySelectorAll('button')) each.addEventListener('click', () => kept.length);
    Object.assign(globalThis, { linnetTestKept: kept });
  });
  const spoilt = await held();
  isTooMuch('memory: nodes held after twenty months for one after ten', spoilt.nodes / before.nodes);
  isTooMuch('memory: listeners held after twenty months for one after ten', spoilt.listeners / before.listeners);
});
