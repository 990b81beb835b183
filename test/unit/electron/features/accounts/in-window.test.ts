import { beforeEach, expect, it } from 'vitest';
import { createIdSource } from '#core/ids';
import { err, ok } from '#core/result';
import { createLogins, type LoginInWindow, type Logins } from '#electron/features/accounts/connect';
import type { InWindow } from '#electron/connectors/ports/login';
import { brandId, connected, loginId, makeWorld, request, type World } from './login-world';

// What the rest of Linnet can do with a login that is in a window of ours.

let world: World;
let logins: Logins;
let pages = 0;
let window: { shown: number; end: (back: Awaited<ReturnType<InWindow>>) => void };

beforeEach(() => {
  world = makeWorld();
  pages = 0;
  const known = world.connectors.get('mastodon');
  if (known === undefined) throw new Error('no connector');
  const connector = { ...known, login: [{ id: 'oauth' as const, fields: [], login: async (_fields: unknown, context: { readonly inWindow?: InWindow; readonly openBrowser: (url: string) => void }) => {
    const back = await context.inWindow?.({ url: 'https://a.example/login', redirect: 'https://b.example/back', state: 'a-state-of-good-length' });
    if (back === 'in-browser') context.openBrowser('https://a.example/login');
    return back === undefined || back === 'in-browser' ? err({ type: 'bad-input' as const, field: 'answer' }) : back.ok ? ok(connected()) : back;
  } }] };
  logins = createLogins({
    store: world.store, secrets: { get: () => ok(null), set: () => ok(null), remove: () => undefined, state: () => ({ kind: 'keyring', locked: false }) }, sessions: world.sessions, appKeys: world.appKeys,
    connectors: new Map([['mastodon', connector]]), clock: world.clock, newId: createIdSource(world.clock.now, (n) => new Uint8Array(n)), openBrowser: async (url) => { world.log.push(`browser ${url}`); return 'opened'; },
    listen: () => () => Promise.reject(new Error('not used here')), onPage: () => { pages += 1; }, onConnected: () => undefined,
    inWindow: (_signal, onOpen) => () => new Promise((resolve) => {
      const end = (back: Awaited<ReturnType<InWindow>>): void => { onOpen(null); resolve(back); };
      window = { shown: 0, end };
      const control: LoginInWindow = { show: () => { window.shown += 1; }, toBrowser: () => { end('in-browser'); } };
      onOpen(control);
    }),
  });
});

it('is known while it is open, is shown again when asked for, and connects', async () => {
  expect([logins.isInWindow(loginId), logins.toBrowser(loginId), logins.reopen(loginId)]).toMatchObject([false, { error: { code: 'not-allowed-now' } }, { error: { code: 'not-allowed-now' } }]);
  const waiting = logins.connect(request);
  expect([logins.isInWindow(loginId), pages, logins.page(loginId)]).toEqual([true, 1, null]);
  expect([logins.reopen(loginId), window.shown]).toEqual([ok(null), 1]);
  expect(world.log).toEqual([]);
  window.end(ok(new URLSearchParams()));
  expect(await waiting).toMatchObject({ ok: true });
  expect([logins.isInWindow(loginId), pages]).toEqual([false, 2]);
  expect(world.store.list(brandId)).toHaveLength(1);
});

it('is left for the browser, whose page then can be opened again', async () => {
  const waiting = logins.connect(request);
  expect(logins.toBrowser(loginId)).toEqual(ok(null));
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'login-bad-input', params: { field: 'answer' } } });
  expect(world.log).toEqual(['browser https://a.example/login']);
  expect([logins.isInWindow(loginId), logins.page(loginId)]).toEqual([false, { url: 'https://a.example/login', opened: true }]);
});
