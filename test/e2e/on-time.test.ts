import { expect, test } from '@playwright/test';
import { toWallTime } from '#core/time';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// The figures of `npm run bench` are of the engine in a process of its own; here the same is shown of the app as a person runs it.

const MINUTE = 60_000;
let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let linnet: Linnet;
let brandId: string;
let zone: string;
const accountIds: string[] = [];

test.beforeAll(async () => {
  practice = await startPracticeChild({ dataFile: null, reactionSpeed: 0.001, rateLimit: { limit: 1_000_000, windowMs: 900_000 } });
  folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: true } });
  running = await launchApp({ dataDir: folder.path });
  const browser = await catchBrowser(running.app);
  linnet = await contractOf(running);
  await makeBrand(running.window, 'Wren & Fern');
  const brand = (await linnet.brands.list())[0];
  brandId = brand?.id ?? '';
  zone = brand?.timeZone ?? 'UTC';
  for (const name of ['Wren one', 'Wren two', 'Wren three', 'Wren four']) accountIds.push((await connectPractice(linnet, browser, brandId, name)).id);
});

test.afterAll(async () => {
  await running.stop();
  await practice.stop();
  await folder.remove();
});

async function plan(texts: readonly string[], when: { readonly kind: 'now' } | { readonly kind: 'at'; readonly wall: string }): Promise<void> {
  for (const [i, text] of texts.entries()) {
    const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountIds[i % accountIds.length] ?? ''] }));
    good(await linnet.planning.schedule({ postId: post.id, when }));
  }
}
const received = async (texts: ReadonlySet<string>): Promise<readonly { readonly text: string; readonly at: number }[]> =>
  (await practice.admin.posts()).filter((post) => texts.has(post.text)).map((post) => ({ text: post.text, at: post.received_at_ms }));
const percentile = (values: readonly number[], p: number): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * p) - 1] ?? Number.NaN;

test('a hundred posts that are due in the same second go out then, each once', async () => {
  test.setTimeout(5 * MINUTE);
  const texts = Array.from({ length: 100 }, (_, i) => `On time, number ${i}`);
  const due = Math.ceil((Date.now() + 45_000) / MINUTE) * MINUTE;
  await plan(texts, { kind: 'at', wall: toWallTime(due, zone) });
  expect(Date.now(), 'everything is planned before it is due').toBeLessThan(due);
  const wanted = new Set(texts);
  await expect.poll(async () => (await received(wanted)).length, { timeout: due - Date.now() + 30_000 }).toBe(100);
  const late = (await received(wanted)).map(({ at }) => at - due);
  process.stdout.write(`on time in real Electron: 100 posts, lateness p50 ${percentile(late, 0.5)} ms, p95 ${percentile(late, 0.95)} ms, worst ${Math.max(...late)} ms\n`);
  expect(Math.min(...late), 'none before its time').toBeGreaterThanOrEqual(0);
  expect(new Set((await received(wanted)).map(({ text }) => text)).size, 'none twice').toBe(100);
});

test('a click on pause stops everything, and the window says so', async () => {
  test.setTimeout(4 * MINUTE);
  await practice.admin.fault({ kind: 'slow', when: 'before', endpoint: 'POST /api/posts', ms: 400 });
  const texts = Array.from({ length: 150 }, (_, i) => `Under way, number ${i}`);
  const wanted = new Set(texts);
  const due = Math.ceil((Date.now() + 60_000) / MINUTE) * MINUTE;
  await plan(texts, { kind: 'at', wall: toWallTime(due, zone) });
  // On a narrow window the publisher is behind its mark in the rail.
  const mark = running.window.locator('.engine-narrow');
  if (await mark.isVisible()) await mark.click();
  await running.window.getByRole('button', { name: /^Pause everything/ }).waitFor();
  await expect.poll(async () => (await received(wanted)).length, { timeout: due - Date.now() + 30_000, intervals: [50] }).toBeGreaterThan(3);
  const clicked = await running.window.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find((one) => `${one.getAttribute('aria-label') ?? ''}${one.textContent ?? ''}`.startsWith('Pause everything'));
    if (button === undefined) throw new Error('there is no button to pause with');
    const from = performance.now();
    button.click();
    await new Promise<void>((resolve) => {
      const said = (): boolean => document.body.textContent?.includes('Publishing is paused') === true;
      if (said()) { resolve(); return; }
      const watch = new MutationObserver(() => { if (said()) { watch.disconnect(); resolve(); } });
      watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    return { ms: performance.now() - from };
  });
  process.stdout.write(`pause in real Electron: ${clicked.ms.toFixed(1)} ms from the click to the window's word\n`);
  // Calls that had begun may still arrive; nothing begins after that word.
  await expect.poll(async () => (await linnet.publishing.status()).running).toBe(0);
  const out = await received(wanted);
  expect(out.length, 'the pause came in the middle').toBeLessThan(150);
  await practice.admin.clearFaults();
  expect((await received(wanted)).length, 'nothing more came').toBe(out.length);
  await linnet.publishing.resumeAll();
  await expect.poll(async () => (await received(wanted)).length, { timeout: MINUTE }).toBe(150);
  expect(new Set((await received(wanted)).map(({ text }) => text)).size, 'none twice').toBe(150);
});
