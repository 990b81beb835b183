import { MessageChannel } from 'node:worker_threads';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { firstAnswers } from '#electron/composition/first-answers';

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

/** The page's side of the port, with the modules as a fresh window has them; counts what the page asks for. */
async function openPage(first: readonly FirstAnswer[]) {
  vi.resetModules();
  const page = Object.assign(new EventTarget(), { location: { hash: '' } });
  vi.stubGlobal('window', page);
  const { port1, port2 } = new MessageChannel();
  const asked: unknown[] = [];
  port1.on('message', (message) => { asked.push(message); });
  const [{ askFirst }, { askAhead }] = await Promise.all([import('#renderer/api/first-answers'), import('#renderer/screens/calendar/ahead')]);
  page.dispatchEvent(Object.assign(new Event('message'), { source: page, data: { linnet: 'port', first: JSON.stringify(first) }, ports: [port2] }));
  return { ask: () => askFirst(Promise.resolve({ ahead: askAhead })), asked, close: () => { port1.close(); port2.close(); } };
}

afterEach(() => { vi.unstubAllGlobals(); });

describe('the first look of the window', () => {
  // Noon in London on the last day of October: already November in Auckland.
  const now = Date.UTC(2026, 9, 31, 12);

  it('is answered before it asks: the calendar then asks for nothing at all', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const page = await openPage(await firstAnswers(main(), { now: () => now }, () => Promise.resolve()));
    expect(await page.ask()).toBe(true);
    expect(page.asked).toEqual([]);
    page.close();
    vi.useRealTimers();
  });

  it('asks for what did not come along', async () => {
    const all = await firstAnswers(main(), { now: () => now }, () => Promise.resolve());
    const page = await openPage(all.filter(({ path }) => path.join('.') !== 'brands.list'));
    void page.ask();
    await vi.waitFor(() => { expect(page.asked.length).toBe(1); });
    page.close();
  });

  it('stops at the way out of a broken file, and before the first brand', async () => {
    const broken = await firstAnswers(main({ 'app.startup': { kind: 'damaged' } }), { now: () => now }, () => Promise.resolve());
    const empty = await firstAnswers(main({ 'brands.list': [] }), { now: () => now }, () => Promise.resolve());
    for (const answers of [broken, empty]) {
      expect(answers.map(({ path }) => path.join('.'))).toEqual(['app.startup', 'app.preferences.get', 'brands.list']);
      const page = await openPage([...answers, { path: ['app', 'info'], output: {} }, { path: ['publishing', 'status'], output: {} }]);
      expect(await page.ask()).toBe(false);
      page.close();
    }
  });
});
