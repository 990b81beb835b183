import { expect, test } from '@playwright/test';
import type { PublicationState } from '#core/posts/states';
import { toWallTime } from '#core/time';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// What happens to the machine while posts wait, in the real app and counted on the server.

const POST = 'POST /api/posts';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let linnet: Linnet;
let brandId: string;
let accountId: string;
let zone: string;

test.beforeAll(async () => {
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } });
  await start();
  await makeBrand(running.window, 'Wren & Fern');
  const brand = (await linnet.brands.list())[0];
  ({ id: brandId, timeZone: zone } = brand ?? { id: '', timeZone: 'UTC' });
  good(await linnet.brands.update({ id: brandId, patch: { latenessLimitMs: HOUR } }));
  ({ id: accountId } = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio'));
});

test.afterEach(async () => {
  await practice.admin.clearFaults();
});

test.afterAll(async () => {
  await running.stop();
  await practice.stop();
  await folder.remove();
});

async function start(): Promise<void> {
  running = await launchApp({ dataDir: folder.path });
  linnet = await contractOf(running);
}

interface Planned { readonly id: string; readonly dueAt: number }

/** Planned for the first whole minute that is at least ten minutes away by the right clock. */
async function plan(text: string): Promise<Planned> {
  const dueAt = Math.ceil((Date.now() + 10 * MINUTE) / MINUTE) * MINUTE;
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: toWallTime(dueAt, zone) } }));
  return { id: post.publications[0]?.id ?? '', dueAt };
}

async function publishNow(text: string): Promise<string> {
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  return post.publications[0]?.id ?? '';
}

/** Only the wall clock moves, as in a sleep: timers count nothing of it. */
async function setClock(ahead: number): Promise<void> {
  await running.app.evaluate((_electron, by) => {
    const world = globalThis as { linnetTestNow?: () => number };
    world.linnetTestNow ??= Date.now;
    const real = world.linnetTestNow;
    Date.now = () => real() + by;
  }, ahead);
}

/** On a turn of its own, as the system's word comes: what a test evaluates may run in the middle of other work. */
const wake = async (): Promise<void> => running.app.evaluate(async ({ powerMonitor }) => new Promise<void>((resolve) => { setImmediate(() => { powerMonitor.emit('resume'); resolve(); }); }));
const setLine = async (there: boolean): Promise<void> => running.app.evaluate(({ net }, is) => { net.isOnline = () => is; }, there);
const onServer = async (text: string): Promise<number> => (await practice.admin.posts()).filter((post) => post.text === text).length;
const sends = async (): Promise<number> => Object.values((await practice.admin.stats())[POST] ?? {}).reduce((sum, n) => sum + n, 0);
const panel = async (id: string) => good(await linnet.publishing.publication({ id }));
const state = async (id: string): Promise<PublicationState> => (await panel(id)).publication.state;
const codes = async (id: string): Promise<readonly string[]> => (await panel(id)).activity.map(({ code }) => code);
const reaches = async (id: string, wanted: PublicationState, timeout = 15_000): Promise<void> => expect.poll(async () => state(id), { message: `it becomes ${wanted}`, timeout }).toBe(wanted);

test('a post whose time came in a sleep goes out once when the machine wakes, and one too late asks', async () => {
  const late = 'Slept a little.';
  const { id, dueAt } = await plan(late);
  await setClock(dueAt + MINUTE - Date.now());
  await wake();
  await reaches(id, 'published');
  await wake();
  expect(await onServer(late)).toBe(1);

  await setClock(0);
  const tooLate = 'Slept for hours.';
  const missed = await plan(tooLate);
  await setClock(missed.dueAt + 2 * HOUR - Date.now());
  await wake();
  await reaches(missed.id, 'missed');
  await goTo(running.window, '/today');
  await expect(running.window.getByRole('listitem').filter({ hasText: tooLate }).filter({ hasText: /missed its time on/i })).toBeVisible();
  expect(await onServer(tooLate)).toBe(0);
  await setClock(0);
});

test('a clock that is set back and forward again sends nothing twice and forgets nothing', async () => {
  const out = 'Out before the clock was set back.';
  const first = await publishNow(out);
  await reaches(first, 'published');
  const waiting = 'Waits while the clock is wrong.';
  const { id, dueAt } = await plan(waiting);

  await setClock(-HOUR);
  await wake();
  const meanwhile = 'Sent by the wrong clock.';
  await reaches(await publishNow(meanwhile), 'published');
  expect([await state(first), await state(id)]).toEqual(['published', 'scheduled']);

  await setClock(dueAt + MINUTE - Date.now());
  await wake();
  await reaches(id, 'published');
  await setClock(0);
  await wake();
  expect([await onServer(out), await onServer(meanwhile), await onServer(waiting)]).toEqual([1, 1, 1]);
});

test('without a network nothing is tried and the window says so; when it is back the post goes out by itself', async () => {
  await setLine(false);
  await expect.poll(async () => (await linnet.publishing.status()).offline, { timeout: 15_000 }).toBe(true);
  const page = running.window;
  // In a wide window the rail's foot is a group of words, in a narrow one a button that says the same.
  const told = page.getByText('Posts wait until you are back').or(page.getByRole('button', { name: /^Offline\. Posts wait/ }));
  await expect(told).toBeVisible();
  const before = await sends();
  const text = 'Written on a train.';
  const id = await publishNow(text);
  await expect.poll(async () => codes(id)).toContain('offline-waiting');
  expect([await state(id), await sends()]).toEqual(['scheduled', before]);
  await setLine(true);
  await reaches(id, 'published');
  await expect(told).toHaveCount(0);
  expect(await onServer(text)).toBe(1);
});

test('a machine that falls asleep in the middle of a request hears the answer when it wakes', async () => {
  test.skip(process.platform === 'win32', 'Windows has no signal that stops a process');
  await practice.admin.fault({ kind: 'slow', when: 'before', endpoint: POST, count: 1, ms: 2_000, evenIfGone: true });
  const text = 'Asleep while it was sent.';
  const id = await publishNow(text);
  await reaches(id, 'publishing');
  process.kill(running.pid, 'SIGSTOP');
  try {
    await expect.poll(async () => onServer(text), { timeout: 15_000 }).toBe(1);
  } finally {
    process.kill(running.pid, 'SIGCONT');
  }
  await wake();
  await reaches(id, 'published');
  expect(await onServer(text)).toBe(1);
});

test('a quit in the middle of a request waits for its answer, and the next start sends nothing', async () => {
  await practice.admin.fault({ kind: 'slow', when: 'after', endpoint: POST, count: 1, ms: 1_500 });
  const text = 'Quit while it was sent.';
  const id = await publishNow(text);
  await reaches(id, 'publishing');
  await running.stop();
  expect(await onServer(text)).toBe(1);
  await start();
  expect(await state(id)).toBe('published');
  expect(await codes(id)).not.toContain('recovered-after-crash');
  expect(await onServer(text)).toBe(1);
});
