import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createLoginWindow, type OpensWindow } from '#electron/connectors/oauth/login-window';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, InWindow, LoginError } from '#electron/connectors/ports/login';
import type { Result } from '#core/result';
import { facebookOn } from '#test/networks/facebook/rig';
import { startFacebook } from '#test/networks/facebook/server';
import { instagramOn } from '#test/networks/instagram/rig';
import { startInstagram } from '#test/networks/instagram/server';
import { threadsOn } from '#test/networks/threads/rig';
import { startThreads } from '#test/networks/threads/server';
import { createFakeClock, type FakeClock } from '#test/support/fake-clock';

// Every login that leads back to a registered https address, with the window's own core and rules. What a window does with a page is
// shown in test/e2e/login-window.test.ts.

interface Way {
  readonly connector: Connector;
  readonly method: 'oauth' | 'oauth-page';
  readonly fields: Readonly<Record<string, string>>;
  readonly behave: { consent: 'agrees' | 'refuses' };
  readonly close: () => Promise<void>;
}
const ways: Readonly<Record<string, (clock: FakeClock) => Promise<Way>>> = {
  Threads: async (clock) => {
    const server = await startThreads(clock);
    return { connector: threadsOn(clock, server.url, server.url), method: 'oauth', fields: server.oauth.app, behave: server.oauth.behave, close: server.close };
  },
  Instagram: async (clock) => {
    const server = await startInstagram(clock);
    return { connector: instagramOn(clock, server.url, server.url), method: 'oauth', fields: server.oauth.app, behave: server.oauth.behave, close: server.close };
  },
  'Instagram by a Page': async (clock) => {
    const server = await startInstagram(clock);
    server.oauth.behave.live = true;
    return { connector: instagramOn(clock, server.url, server.url), method: 'oauth-page', fields: { ...server.oauth.app, redirect: server.oauth.facebookRedirect }, behave: server.oauth.behave, close: server.close };
  },
  Facebook: async (clock) => {
    const server = await startFacebook(clock);
    server.oauth.behave.live = true;
    return { connector: facebookOn(clock, server.url, server.url), method: 'oauth', fields: { ...server.oauth.app, redirect: server.oauth.redirect }, behave: server.oauth.behave, close: server.close };
  },
};

/** A window whose person agrees to everything: it follows the pages as far as the rules let it. */
const agreeing = (change: (answer: URL) => void = () => undefined): OpensWindow => ({ url, rules }, events) => {
  const go = async (address: string): Promise<void> => {
    const back = (await fetch(address, { redirect: 'manual' })).headers.get('location');
    if (back === null) return events.onFailed('the page leads nowhere');
    const to = new URL(back, address);
    change(to);
    const verdict = rules(to.href, 'page');
    if (verdict === 'answer') events.onAnswer(to.href);
    else if (verdict === 'allowed') await go(to.href);
    else events.onFailed('refused');
  };
  void go(url);
  return { close: () => undefined, show: () => undefined };
};

let opened: Way | null = null;
afterEach(async () => { await opened?.close(); opened = null; });

interface Entered {
  readonly done: Result<Connected, LoginError>;
  readonly browser: readonly string[];
}
async function enter(way: Way, inWindow: InWindow, more: Readonly<Record<string, string>> = {}): Promise<Entered> {
  const browser: string[] = [];
  const login = way.connector.login.find(({ id }) => id === way.method);
  if (login === undefined) throw new Error('no login');
  const done = await login.login({ ...way.fields, ...more }, {
    openBrowser: (url) => { browser.push(url); }, listen: () => Promise.reject(new Error('nothing on this machine answers')), inWindow, signal: new AbortController().signal,
    choose: (choices) => Promise.resolve(choices.slice(0, 1).map(({ id }) => id)),
  });
  return { done, browser };
}
const windowOf = (clock: FakeClock, open: OpensWindow, signal = new AbortController().signal): InWindow => createLoginWindow({ clock, signal, open });

describe.each(Object.entries(ways))('%s', (_name, make) => {
  const start = async (): Promise<{ readonly way: Way; readonly clock: FakeClock }> => {
    const clock = createFakeClock();
    opened = await make(clock);
    return { way: opened, clock };
  };

  it('is connected by the window alone: no browser, and nothing to paste', async () => {
    const { way, clock } = await start();
    const { done, browser } = await enter(way, windowOf(clock, agreeing()));
    expect(done).toMatchObject({ ok: true, value: { profile: { handle: 'harrowandclay' }, missingScopes: [] } });
    expect(browser).toEqual([]);
  });

  it('another state, a redirect of somebody else and a used code are refused', async () => {
    const { way, clock } = await start();
    const spoilt: readonly (readonly [(to: URL) => void, string])[] = [
      [(to) => to.searchParams.set('state', randomBytes(24).toString('base64url')), 'forged'], [(to) => to.searchParams.delete('state'), 'forged'], [(to) => to.searchParams.append('state', 'x'), 'forged'],
      [(to) => { to.protocol = 'http:'; }, 'unreachable'], [(to) => { to.pathname += '/'; }, 'unreachable'], [(to) => to.searchParams.set('code', 'AQwrong'), 'server-lied'], [(to) => to.searchParams.delete('code'), 'server-lied'],
    ];
    for (const [spoil, type] of spoilt) expect((await enter(way, windowOf(clock, agreeing(spoil)))).done).toMatchObject({ ok: false, error: { type } });
  });

  it('a no at the network, a window that is closed and one that nobody answers are plain ends', async () => {
    const { way, clock } = await start();
    way.behave.consent = 'refuses';
    expect((await enter(way, windowOf(clock, agreeing()))).done).toEqual({ ok: false, error: { type: 'denied' } });
    const closed: OpensWindow = (_page, events) => { events.onClosed(); return { close: () => undefined, show: () => undefined }; };
    expect((await enter(way, windowOf(clock, closed))).done).toEqual({ ok: false, error: { type: 'cancelled' } });
    const idle: OpensWindow = () => ({ close: () => undefined, show: () => undefined });
    const waiting = enter(way, windowOf(clock, idle));
    await clock.advance(10 * 60_000);
    expect((await waiting).done).toEqual({ ok: false, error: { type: 'timed-out' } });
  });

  it('who would rather use the browser goes there with the same question, and pastes its end once', async () => {
    const { way, clock } = await start();
    let shown = '';
    const leaving: OpensWindow = ({ url }, events) => { shown = url; events.onBrowser(); return { close: () => undefined, show: () => undefined }; };
    const { done, browser } = await enter(way, windowOf(clock, leaving));
    expect(done).toEqual({ ok: false, error: { type: 'bad-input', field: 'answer' } });
    expect(browser).toEqual([shown]);
    const answer = (await fetch(shown, { redirect: 'manual' })).headers.get('location') ?? '';
    expect((await enter(way, () => Promise.reject(new Error('no second window')), { answer: answer.replace('://', '://somebody@') })).done).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect((await enter(way, () => Promise.reject(new Error('no second window')), { answer })).done).toMatchObject({ ok: true, value: { profile: { handle: 'harrowandclay' } } });
    expect((await enter(way, () => Promise.reject(new Error('no second window')), { answer })).done).toMatchObject({ ok: false, error: { type: 'forged' } });
  });
});
