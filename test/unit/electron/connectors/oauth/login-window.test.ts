import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import { createLoginWindow, type WindowEvents } from '#electron/connectors/oauth/login-window';
import { createFakeClock, type FakeClock } from '#test/support/fake-clock';

const STATE = 'a-state-of-good-length';
const page = { url: 'https://threads.net/oauth/authorize', redirect: 'https://harrowandclay.example/threads', state: STATE };
const answer = `${page.redirect}?code=abc&state=${STATE}#_`;

let clock: FakeClock;
let abort: AbortController;
let windows: { readonly events: WindowEvents; readonly url: string; closed: number; shown: number }[];
let control: { readonly show: () => void; readonly toBrowser: () => void } | null;
let told: unknown[];

/** @param at what happens while the window is still being opened */
const ask = (given: Partial<typeof page> = {}, at: (events: WindowEvents) => void = () => undefined) => createLoginWindow({
  clock, signal: abort.signal,
  open: ({ url }, events) => {
    const window = { events, url, closed: 0, shown: 0 };
    windows.push(window);
    at(events);
    return { close: () => { window.closed += 1; events.onClosed(); }, show: () => { window.shown += 1; } };
  },
  onOpen: (window) => { control = window; told.push(window === null ? 'gone' : 'open'); },
})({ ...page, ...given });

beforeEach(() => {
  clock = createFakeClock();
  abort = new AbortController();
  windows = [];
  control = null;
  told = [];
});
/** No window is left open, and none is closed twice. */
const allClosed = (): boolean => windows.every(({ closed }) => closed === 1);

describe('a login in a window', () => {
  it('ends with the query of the one answer that carries our state, and takes the window with it', async () => {
    const waiting = ask();
    expect(windows.map(({ url }) => url)).toEqual([page.url]);
    control?.show();
    expect(windows[0]?.shown).toBe(1);
    windows[0]?.events.onAnswer(answer);
    const back = await waiting;
    expect(back !== 'in-browser' && back.ok ? Object.fromEntries(back.value) : back).toEqual({ code: 'abc', state: STATE });
    expect(told).toEqual(['open', 'gone']);
    expect(allClosed()).toBe(true);
  });

  it('takes what comes first, and nothing after it', async () => {
    const ends: readonly (readonly [string, (events: WindowEvents) => void | Promise<void>, unknown])[] = [
      ['answer', (events) => { events.onAnswer(answer); }, { ok: true }],
      ['forged', (events) => { events.onAnswer(`${page.redirect}?code=evil&state=${'x'.repeat(22)}`); }, { ok: false, error: { type: 'forged' } }],
      ['closed', (events) => { events.onClosed(); }, { ok: false, error: { type: 'cancelled' } }],
      ['failed', (events) => { events.onFailed('ERR_NAME_NOT_RESOLVED'); }, { ok: false, error: { type: 'unreachable', detail: 'ERR_NAME_NOT_RESOLVED' } }],
      ['browser', (events) => { events.onBrowser(); }, 'in-browser'],
      ['abort', () => { abort.abort(); }, { ok: false, error: { type: 'cancelled' } }],
      ['time', async () => { await clock.advance(10 * MINUTE); }, { ok: false, error: { type: 'timed-out' } }],
    ];
    for (const [name, first, expected] of ends) {
      abort = new AbortController();
      const waiting = ask();
      const events = windows.at(-1)?.events;
      if (events === undefined) throw new Error('no window');
      await first(events);
      for (const [, later] of ends) await later(events);
      const got = await waiting;
      if (typeof expected === 'string') expect([name, got]).toEqual([name, expected]);
      else expect([name, got]).toMatchObject([name, expected]);
    }
    expect(allClosed()).toBe(true);
  });

  it.each([['none', ''], ['another', `state=${'x'.repeat(STATE.length)}`], ['a longer one', `state=${STATE}x`], ['two', `state=${STATE}&state=${STATE}`], ['two that differ', `state=x&state=${STATE}`], ['one behind the hash', `code=1#state=${STATE}`]])('refuses an answer with %s for a state', async (_name, query) => {
    const waiting = ask();
    windows[0]?.events.onAnswer(`${page.redirect}?code=evil&${query}`);
    expect(await waiting).toMatchObject({ ok: false, error: { type: 'forged' } });
  });

  it('tells nothing of a code or an address, whatever the answer was', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ minLength: 8, maxLength: 40 }).map((text) => encodeURIComponent(`Q${text}`)), async (code) => {
      const waiting = ask();
      windows.at(-1)?.events.onAnswer(`${page.redirect}?code=${code}&state=${STATE.slice(1)}`);
      const got = JSON.stringify(await waiting);
      expect(got).not.toContain(code);
      expect(got).not.toContain('harrowandclay');
    }), { numRuns: 50 });
  });

  it('that ends while its window is being opened leaves none open', async () => {
    expect(await ask({}, (events) => { events.onClosed(); })).toMatchObject({ ok: false, error: { type: 'cancelled' } });
    expect(await ask({}, (events) => { events.onAnswer(answer); })).toMatchObject({ ok: true });
    expect(told).toEqual(['gone', 'gone']);
    expect(allClosed()).toBe(true);
  });
});

describe('no window is opened', () => {
  it('for a redirect that cannot be caught, a page that is none, or a login that was cancelled before', async () => {
    for (const redirect of ['http://localhost/', 'https://a@b.example/', 'https://b.example/#x', 'linnet://login']) expect(await ask({ redirect })).toEqual({ ok: false, error: { type: 'bad-input', field: 'redirect' } });
    for (const url of ['http://threads.net/', 'file:///etc/passwd', 'not an address', page.redirect]) expect(await ask({ url })).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    abort.abort();
    expect(await ask()).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(() => ask({ state: 'short' })).toThrow(/state/);
    expect(windows).toEqual([]);
  });

  it('where the system has no room for one: the browser is left', async () => {
    const inWindow = createLoginWindow({ clock, signal: abort.signal, open: () => { throw new Error('no display'); } });
    expect(await inWindow(page)).toBe('in-browser');
  });
});
