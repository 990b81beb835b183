import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { allAnswers, firstAnswers } from '#electron/composition/first-answers';

interface Sent {
  readonly frame: readonly FirstAnswer[];
  readonly screen: readonly FirstAnswer[];
}

const [brandId, accountId] = ['0192f1c0-7abc-7def-8123-000000000001', '0192f1c0-7abc-7def-8123-000000000002'];

/** A main process with one brand that answers whatever it is asked. */
const api = (known: Readonly<Record<string, unknown>>, path: readonly string[] = []): unknown => new Proxy(() => undefined, {
  get: (_target, name) => (typeof name === 'symbol' || name === 'then' ? undefined : api(known, [...path, name])),
  apply: () => Promise.resolve(known[path.join('.')] ?? []),
});
const main = (more: Readonly<Record<string, unknown>> = {}): ContractRouterClient<Contract> => api({
  'app.startup': { kind: 'ok' }, 'app.preferences.get': { lastBrandId: brandId, weekStart: 1 }, 'app.info': { timeZone: 'Europe/London' }, 'publishing.status': { paused: false },
  'brands.list': [{ id: brandId, timeZone: 'Pacific/Auckland' }], 'accounts.list': [{ id: accountId }], ...more,
}) as ContractRouterClient<Contract>;

/**
 * The page's side of the port, with the modules as a fresh window has them; counts what the page asks for.
 * @param kept what the last run left
 */
async function openPage({ frame, screen }: Sent, kept?: string, keptStands = false) {
  vi.resetModules();
  const page = Object.assign(new EventTarget(), { location: { hash: '' } });
  vi.stubGlobal('window', page);
  const { port1, port2 } = new MessageChannel();
  const asked: unknown[] = [];
  port1.on('message', (message) => { asked.push(message); });
  const [{ askFirst }, { askAhead }, { frameIsHere }, { queryClient }] = await Promise.all([import('#renderer/api/first-answers'), import('#renderer/screens/calendar/ahead'), import('#renderer/api/client'), import('#renderer/api/query-client')]);
  const post = (data: object, ports: readonly MessagePort[] = []) => page.dispatchEvent(Object.assign(new Event('message'), { source: page, data, ports }));
  if (kept !== undefined) {
    post({ linnet: 'kept', first: kept });
    expect(await frameIsHere).toBe('last run');
    expect(await askFirst(Promise.resolve({ ahead: askAhead }))).toBe(true);
    expect(queryClient.isFetching()).toBe(0);
  }
  post({ linnet: 'port', first: JSON.stringify(frame), more: !keptStands, keptStands }, [port2]);
  const ask = askFirst(Promise.resolve({ ahead: askAhead }));
  await frameIsHere;
  expect(asked).toEqual([]);
  if (!keptStands) post({ linnet: 'answers', first: JSON.stringify(screen) });
  return { ask, asked, queryClient, close: () => { port1.close(); port2.close(); } };
}

afterEach(() => { vi.unstubAllGlobals(); });

describe('the first look of the window', () => {
  // Noon in London on the last day of October: already November in Auckland.
  const now = Date.UTC(2026, 9, 31, 12);

  const sent = async (api: ContractRouterClient<Contract>): Promise<Sent> => {
    const { frame, screen } = firstAnswers(api, { now: () => now }, () => Promise.resolve());
    return { frame: await frame, screen: await screen };
  };

  it('is answered before it asks: the calendar then asks for nothing at all', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const page = await openPage(await sent(main()));
    expect(await page.ask).toBe(true);
    expect(page.asked).toEqual([]);
    page.close();
    vi.useRealTimers();
  });

  it('is drawn from the last run, without a question, and asks again only for what this run did not say', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const { frame, screen } = await sent(main());
    const kept = await allAnswers(firstAnswers(main({ 'publishing.status': { paused: true } }), { now: () => now }, () => Promise.resolve()));
    const page = await openPage({ frame, screen }, kept);
    expect(await page.ask).toBe(true);
    expect(page.asked).toEqual([]);
    expect(page.queryClient.getQueryCache().getAll().filter(({ state }) => state.isInvalidated)).toEqual([]);
    expect(JSON.stringify(page.queryClient.getQueryCache().getAll().map(({ state }) => state.data))).not.toContain('"paused":true');
    page.close();
    vi.useRealTimers();
  });

  it('keeps what the last run left where the main process says that it stands, and reads it again later', async () => {
    vi.useFakeTimers({ now, toFake: ['Date', 'setTimeout'] });
    const kept = await allAnswers(firstAnswers(main(), { now: () => now }, () => Promise.resolve()));
    const page = await openPage({ frame: [], screen: [] }, kept, true);
    expect(await page.ask).toBe(true);
    const invalid = () => page.queryClient.getQueryCache().getAll().filter(({ state }) => state.isInvalidated).length;
    expect(page.asked).toEqual([]);
    expect(invalid()).toBe(0);
    vi.advanceTimersByTime(5_000);
    expect(invalid()).toBe(page.queryClient.getQueryCache().getAll().length);
    page.close();
    vi.useRealTimers();
  });

  it('takes back what the last run said when the file turns out to be broken', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const kept = await allAnswers(firstAnswers(main(), { now: () => now }, () => Promise.resolve()));
    const page = await openPage({ frame: [], screen: [] }, kept);
    // Nothing is believed any more: what is on the screen is asked for again.
    const left = page.queryClient.getQueryCache().getAll();
    expect(left.length).toBeGreaterThan(5);
    expect(left.every(({ state }) => state.isInvalidated)).toBe(true);
    page.close();
    vi.useRealTimers();
  });

  it('asks for what did not come along', async () => {
    const { frame, screen } = await sent(main());
    const page = await openPage({ frame: frame.filter(({ path }) => path.join('.') !== 'brands.list'), screen });
    void page.ask;
    await expect.poll(() => page.asked.length).toBe(1);
    page.close();
  });

  it('stops at the way out of a broken file, and before the first brand', async () => {
    for (const known of [{ 'app.startup': { kind: 'damaged' } }, { 'brands.list': [] }]) {
      const answers = await sent(main(known));
      expect(answers.screen).toEqual([]);
      const page = await openPage(answers);
      expect(await page.ask).toBe(false);
      expect(page.asked).toEqual([]);
      page.close();
    }
  });
});
