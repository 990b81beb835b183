import { beforeEach, describe, expect, it } from 'vitest';
import { createTokenKeeper } from '#electron/features/accounts/token-keeper';
import { err, ok } from '#core/result';
import { turn } from '#test/support/fake-clock';
import { brandId, connected, loginId, makeWorld, profile, request, type World } from './login-world';

let w: World;
beforeEach(() => { w = makeWorld(); });

const connect = async (): Promise<string> => {
  const done = await w.logins.connect(request);
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
};

describe('connecting', () => {
  it('keeps the token outside the database and lists the account as healthy', async () => {
    const id = await connect();
    expect(w.kept.get(`account:${id}`)).toEqual({ token: 'one' });
    expect(w.accounts.list(brandId)).toMatchObject([{ id, status: 'ok', handle: 'studio@example.social', waiting: 0 }]);
    expect(w.log).toEqual(['browser https://example.social/oauth/authorize', 'connected']);
  });

  it('takes the same profile a second time as a reconnect, not as a second account', async () => {
    const id = await connect();
    w.answer = async () => ok(connected({ secret: { token: 'two' } }));
    expect(await connect()).toBe(id);
    expect(w.accounts.list(brandId)).toHaveLength(1);
    expect(w.kept.get(`account:${id}`)).toEqual({ token: 'two' });
  });

  it('never hands a client\'s queue to somebody else\'s profile on reconnect', async () => {
    const id = await connect();
    w.answer = async () => ok(connected({ profile: { ...profile, remoteId: 'r2', handle: 'other@example.social' }, secret: { token: 'theirs' } }));
    expect(await w.logins.connect({ ...request, accountId: id })).toMatchObject({ ok: false, error: { code: 'login-other-account' } });
    expect(w.kept.get(`account:${id}`)).toEqual({ token: 'one' });
  });

  it('can be cancelled, gives up after ten minutes, and opens the page again while it waits', async () => {
    w.answer = () => new Promise(() => undefined);
    const first = w.logins.connect(request);
    await turn();
    expect(w.logins.reopen(loginId)).toMatchObject({ ok: true });
    w.logins.cancel(loginId);
    expect(await first).toMatchObject({ ok: false, error: { code: 'login-cancelled' } });
    expect(w.logins.reopen(loginId)).toMatchObject({ ok: false });
    const second = w.logins.connect(request);
    await w.clock.advance(10 * 60_000);
    expect(await second).toMatchObject({ ok: false, error: { code: 'login-timed-out' } });
    expect(w.accounts.list(brandId)).toHaveLength(0);
  });

  it('tells the address of its page, whether the system opened it, and nothing that is no web address', async () => {
    const url = 'https://example.social/oauth/authorize';
    w.answer = () => new Promise(() => undefined);
    expect(w.logins.page(loginId)).toBeNull();
    for (const [opens, page] of [['opened', { url, opened: true }], ['not-opened', { url, opened: false }], ['not-web', null]] as const) {
      w.opens = opens;
      const login = w.logins.connect(request);
      await turn();
      expect(w.logins.page(loginId)).toEqual(page);
      w.logins.cancel(loginId);
      await login;
    }
    w.opens = 'not-opened';
    const login = w.logins.connect(request);
    await turn();
    w.opens = 'opened';
    w.logins.reopen(loginId);
    await turn();
    expect(w.logins.page(loginId)).toEqual({ url, opened: true });
    // Another login's address is nobody else's.
    expect(w.logins.page('0192f1c0-7abc-7def-8123-00000000000b')).toBeNull();
    w.logins.cancel(loginId);
    await login;
    // Threads ends such a login and goes on with what the page says.
    expect(w.logins.page(loginId)).toEqual({ url, opened: true });
  });

  it('names the empty field, the locked vault and the unknown brand before anything is opened', async () => {
    expect(await w.logins.connect({ ...request, fields: { server: ' ' } })).toMatchObject({ error: { code: 'login-bad-input', params: { field: 'server' } } });
    w.locked = true;
    expect(await w.logins.connect(request)).toMatchObject({ error: { code: 'vault-locked' } });
    w.locked = false;
    expect(await w.logins.connect({ ...request, brandId: loginId })).toMatchObject({ error: { code: 'not-found' } });
    expect(w.log).toEqual([]);
  });

  it.each([
    [{ type: 'denied' }, 'login-denied'], [{ type: 'forged', detail: 'state' }, 'login-forged'], [{ type: 'unreachable', detail: 'x' }, 'login-unreachable'],
    [{ type: 'server-lied', detail: 'x' }, 'login-server-lied'], [{ type: 'wrong-password' }, 'login-wrong-password'], [{ type: 'account-closed', detail: 'AccountTakedown' }, 'login-account-closed'], [{ type: 'no-account', detail: 'no Page' }, 'login-no-account'],
  ] as const)('turns %j into %s and keeps nothing', async (error, code) => {
    w.answer = async () => err(error);
    expect(await w.logins.connect(request)).toMatchObject({ ok: false, error: { code } });
    expect(w.kept.size).toBe(0);
  });
});

describe('health', () => {
  it('signs out only when the network says so, never for a fault', async () => {
    const id = await connect();
    for (const error of [{ type: 'unavailable', detail: '503' }, { type: 'rate-limited', retryAt: 1 }, { type: 'unknown', detail: 'lost' }] as const) {
      w.profileAnswer = err(error);
      expect((await w.accounts.test(id)).ok).toBe(false);
      expect(w.store.byId(id)?.health).toBe('ok');
    }
    w.profileAnswer = err({ type: 'reauth' });
    expect(await w.accounts.test(id)).toMatchObject({ error: { code: 'signed-out' } });
    expect(w.accounts.list(brandId)).toMatchObject([{ status: 'signed-out' }]);
    expect(w.sessions.open(id)).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  });

  it('disconnect revokes and forgets the token and keeps the account; remove takes it off the list', async () => {
    const id = await connect();
    expect(await w.accounts.disconnect(id)).toMatchObject({ ok: true, value: { status: 'disconnected' } });
    expect([w.revoked, w.kept.size]).toEqual([1, 0]);
    expect(await connect()).toBe(id);
    expect(await w.accounts.remove(id)).toMatchObject({ ok: true });
    expect(w.accounts.list(brandId)).toHaveLength(0);
    expect(await connect()).toBe(id);
    expect(w.accounts.list(brandId)).toMatchObject([{ id, status: 'ok' }]);
  });

  it('lets one refresh of an account run at a time', async () => {
    const id = await connect();
    const opened = w.sessions.open(id);
    if (!opened.ok) throw new Error('closed');
    const order: string[] = [];
    const work = (name: string) => async () => { order.push(`${name} in`); await turn(); order.push(`${name} out`); };
    await Promise.all([opened.value.session.lock(work('a')), opened.value.session.lock(async () => { await work('b')(); throw new Error('b broke'); }).catch(() => undefined), opened.value.session.lock(work('c'))]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });
});

describe('the token keeper', () => {
  const keeper = (online = true, store = w.store) => createTokenKeeper({
    store, onDefect: (error) => { w.log.push(String(error)); }, sessions: w.sessions, clock: w.clock, random: () => 0.5, isOnline: () => online, onRenewed: (_id, done, code) => { w.log.push(done ? 'renewed' : `not renewed: ${code}`); },
    refreshAt: (expiresAt) => (expiresAt === null ? null : expiresAt - 60_000),
  });

  it('renews early, tries again after a fault, and signs out on the network\'s word only', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 3_600_000 }));
    const id = await connect();
    w.log.length = 0;
    w.refresh = async () => err({ type: 'unavailable', detail: '503' });
    const k = keeper();
    k.start();
    await w.clock.advance(58 * 60_000);
    expect(w.log).toEqual([]);
    await w.clock.advance(62_000);
    expect(w.log).toEqual(['not renewed: unavailable']);
    expect(w.store.byId(id)?.health).toBe('ok');
    w.refresh = async () => ok({ expiresAt: w.clock.now() + 3_600_000 });
    await w.clock.advance(5 * 60_000);
    expect(w.log.at(-1)).toBe('renewed');
    w.refresh = async () => err({ type: 'reauth' });
    await w.clock.advance(3_600_000);
    expect(w.store.byId(id)?.health).toBe('signed-out');
    await k.stop();
  });

  it('takes neither the end nor the time of an old login for those of a new one', async () => {
    for (const late of [err({ type: 'reauth' as const }), ok({ expiresAt: 5 })]) {
      w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
      const id = await connect();
      let answer: (of: typeof late) => void = () => undefined;
      w.refresh = () => new Promise((resolve) => { answer = resolve; });
      const k = keeper();
      k.start();
      await w.clock.advance(2000);
      const expiresAt = w.clock.now() + 3_600_000;
      w.answer = async () => ok(connected({ expiresAt }));
      expect(await connect()).toBe(id);
      answer(late);
      await turn();
      expect(w.store.byId(id)).toMatchObject({ health: 'ok', expiresAt });
      await k.stop();
    }
  });

  it('asks again only after a while when the disk takes nothing', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
    await connect();
    w.log.length = 0;
    let asked = 0;
    w.refresh = async () => { asked += 1; if (asked > 50) await new Promise(() => undefined); return ok({ expiresAt: w.clock.now() + 3_600_000 }); };
    const k = keeper(true, { ...w.store, update: () => { throw new Error('database or disk is full'); } });
    k.start();
    await w.clock.advance(60_000);
    expect(asked).toBe(1);
    expect(w.log).toEqual(['Error: database or disk is full']);
    await w.clock.advance(5 * 60_000);
    expect(asked).toBe(2);
    await k.stop();
  });

  it('asks nothing while offline', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    w.log.length = 0;
    const k = keeper(false);
    k.start();
    await w.clock.advance(3_600_000);
    expect(w.log).toEqual([]);
    await k.stop();
  });

  it('does not ask without a pause for a token that ends at once', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 61_000 }));
    await connect();
    let asked = 0;
    w.refresh = async () => { asked += 1; if (asked > 50) await new Promise(() => undefined); return ok({ expiresAt: w.clock.now() }); };
    const k = keeper();
    k.start();
    await w.clock.advance(10 * 60_000);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThanOrEqual(10);
    await k.stop();
  });

  it('does not look each second for a line that is away', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    let looks = 0;
    const k = keeper(false, { ...w.store, all: () => { looks += 1; return w.store.all(); } });
    k.start();
    await w.clock.advance(3_600_000);
    expect(looks).toBeLessThanOrEqual(62);
    await k.stop();
  });

  it('waits for a renewal that is on its way when it stops, but not for ever', async () => {
    w.answer = async () => ok(connected({ expiresAt: w.clock.now() + 1_000 }));
    await connect();
    let finish: () => void = () => undefined;
    w.refresh = () => new Promise((resolve) => { finish = () => { resolve(ok({ expiresAt: w.clock.now() + 3_600_000 })); }; });
    const stopped = async (meanwhile: () => Promise<void>): Promise<boolean> => {
      const k = keeper();
      k.start();
      let done = false;
      void k.stop().then(() => { done = true; });
      await meanwhile();
      return done;
    };
    expect(await stopped(() => w.clock.advance(9_000))).toBe(false);
    expect(await stopped(() => w.clock.advance(11_000))).toBe(true);
    expect(await stopped(async () => { finish(); await turn(); })).toBe(true);
  });
});
