import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { account as accountShape } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { createAccountStore } from '#db/accounts';
import { createActivityReader } from '#db/activity';
import { createMetricsStore } from '#db/metrics';
import { createPublicationRows } from '#db/publication-rows';
import { createTodayRows } from '#db/today';
import type { AccountProfile, Session } from '#electron/connectors/ports/account';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import { createAccounts } from '#electron/features/accounts/accounts';
import { createSessions } from '#electron/features/accounts/sessions';
import { createDesk } from '#electron/features/publishing/desk';
import { createWorld, type World, ZONE } from '#test/support/publishing-world';

// What Accounts and Today say of the health of a login. Never: a login of somebody else that goes on sending.

const profile: AccountProfile = { remoteId: 'r0', handle: 'studio0', displayName: 'Studio', profileUrl: 'https://fake.example/studio', avatarUrl: null, followers: 5, limits: null };
let w: World;
let answer: (session: Session) => Result<AccountProfile, ConnectorError>;
let log: string[];
beforeEach(() => { log = []; answer = () => ok(profile); });

/** @param renews whether the network's logins renew themselves */
function health({ network = 'practice', renews = true, monthStart = () => 0 }: { readonly network?: NetworkId; readonly renews?: boolean; readonly monthStart?: () => number } = {}) {
  w = createWorld({ id: network, network });
  const store = createAccountStore(w.database.db);
  const connector = {
    ...w.network.connector,
    account: { profile: async (session: Session) => answer(session), ...(renews ? { refresh: async () => ok({ expiresAt: null }) } : {}) },
  };
  const connectors = new Map([[connector.id, connector]]);
  const secrets = { get: () => ok({ token: 'x' }), set: () => ok(null), remove: () => undefined };
  const sessions = createSessions({ store, secrets, connectors, clock: w.clock, onHealthChange: () => { log.push('health changed'); } });
  const accounts = createAccounts({
    store, sessions, secrets, connectors, clock: w.clock, newId: w.newId, changes: { changed: () => undefined }, log: (_id, _brand, code) => { log.push(code); },
    dayRange: (now) => ({ from: now - 1, to: now + 1 }), monthStart, publisherWake: () => undefined,
  });
  w.start();
  const { db } = w.database;
  const desk = createDesk({
    clock: w.clock, publishing: w.engine(), rows: createTodayRows(db), publications: createPublicationRows(db), activity: createActivityReader(db), metrics: createMetricsStore(db),
    brands: () => [{ id: w.brandId, timeZone: ZONE }], chips: () => [], localZone: () => ZONE, renewsItself: () => renews,
  });
  const id = w.accountIds[0] ?? '';
  const shown = () => {
    const one = accounts.one(id);
    if (!one.ok) throw new Error(one.error.code);
    return accountShape.parse(one.value);
  };
  return { store, accounts, sessions, desk, id, shown };
}

describe('the end of a login', () => {
  it('is said seven days before, on Accounts and on Today, although the token renews itself', () => {
    const { store, desk, id, shown } = health();
    const end = w.clock.now() + 14 * DAY;
    store.update(id, { expiresAt: w.clock.now() + HOUR, loginEndsAt: end }, w.clock.now());
    expect(shown()).toMatchObject({ status: 'ok', expiresAt: end, renewsItself: true });
    expect(desk.needs(null)).toEqual([]);
    store.update(id, { loginEndsAt: w.clock.now() + 7 * DAY }, w.clock.now());
    expect(shown().status).toBe('ok');
    store.update(id, { loginEndsAt: w.clock.now() + 7 * DAY - 1 }, w.clock.now());
    expect(shown().status).toBe('expiring');
    expect(desk.needs(null)).toMatchObject([{ kind: 'account', problem: 'expiring', expiresAt: w.clock.now() + 7 * DAY - 1 }]);
  });

  it('is that of the token where nothing renews it, and the earlier of two', () => {
    const { store, desk, id, shown } = health({ renews: false });
    const soon = w.clock.now() + DAY;
    store.update(id, { expiresAt: soon, loginEndsAt: w.clock.now() + 30 * DAY }, w.clock.now());
    expect(shown()).toMatchObject({ status: 'expiring', expiresAt: soon, renewsItself: false });
    expect(desk.needs(null)).toMatchObject([{ problem: 'expiring', expiresAt: soon }]);
  });

  it('is none for a short token that renews itself', () => {
    const { store, desk, id, shown } = health();
    store.update(id, { expiresAt: w.clock.now() + MINUTE }, w.clock.now());
    expect(shown()).toMatchObject({ status: 'ok', expiresAt: null });
    expect(desk.needs(null)).toEqual([]);
  });
});

describe('testing the connection', () => {
  it('notices a profile of somebody else: nothing of the account is changed, and nothing more is sent with that login', async () => {
    const { accounts, sessions, store, id, shown } = health();
    answer = () => ok({ ...profile, remoteId: 'r9', handle: 'somebody', displayName: 'Somebody' });
    expect(await accounts.test(id)).toMatchObject({ ok: false, error: { code: 'login-other-account', params: { expected: 'studio0', got: 'somebody' } } });
    expect(store.byId(id)).toMatchObject({ remoteId: 'r0', handle: 'studio0', displayName: 'Studio', health: 'signed-out', lastErrorCode: 'login-other-account' });
    expect(sessions.open(id)).toMatchObject({ ok: false, error: { code: 'signed-out' } });
    expect(shown()).toMatchObject({ status: 'signed-out', handle: 'studio0' });
    expect(log).toEqual(['health changed', 'account-test-failed']);
    const waiting = w.add({ dueIn: SECOND });
    await w.run(MINUTE);
    expect(w.onServer(waiting)).toBe(0);
  });

  it('takes a new name of the same profile', async () => {
    const { accounts, id } = health();
    answer = () => ok({ ...profile, handle: 'renamed' });
    expect(await accounts.test(id)).toMatchObject({ ok: true, value: { status: 'ok', handle: 'renamed', lastOkAt: w.clock.now() } });
  });
});

describe('limits that the network tells', () => {
  it('are shown until they begin anew, the newest word of each kind', async () => {
    const { accounts, id, shown } = health();
    const resetsAt = w.clock.now() + HOUR;
    answer = (session) => {
      session.told?.({ unit: 'posts', limit: 25, left: 4, resetsAt });
      session.told?.({ unit: 'posts', limit: 25, left: 3, resetsAt });
      session.told?.({ unit: 'calls', limit: 300, left: 299, resetsAt: null });
      return ok(profile);
    };
    expect(shown().allowances).toEqual([]);
    await accounts.test(id);
    expect(shown().allowances).toEqual([{ unit: 'posts', limit: 25, left: 3, resetsAt }, { unit: 'calls', limit: 300, left: 299, resetsAt: null }]);
    await w.clock.advance(HOUR);
    expect(shown().allowances).toEqual([{ unit: 'calls', limit: 300, left: 299, resetsAt: null }]);
    await w.clock.advance(DAY);
    expect(shown().allowances).toEqual([]);
  });

  it('are heard with an answer that was a failure, too', async () => {
    const { accounts, id, shown } = health();
    answer = (session) => {
      session.told?.({ unit: 'posts', limit: 25, left: 0, resetsAt: w.clock.now() + HOUR });
      return err({ type: 'rate-limited', retryAt: w.clock.now() + HOUR });
    };
    expect((await accounts.test(id)).ok).toBe(false);
    expect(shown()).toMatchObject({ status: 'ok', lastErrorCode: 'rate-limited', allowances: [{ left: 0 }] });
  });
});

describe('money spent', () => {
  it('is what went out this month, by the prices of the network; nothing is shown where sending is free', async () => {
    expect(health().shown().spent).toBeNull();
    let month = 0;
    const { shown } = health({ network: 'x', monthStart: () => month });
    expect(shown().spent).toEqual({ currency: 'USD', amount: 0 });
    w.add({ dueIn: SECOND, text: 'plain words' });
    w.add({ dueIn: SECOND, text: 'see https://example.com', thread: 1 });
    w.network.fail('commit', { kind: 'unavailable' });
    await w.run(10 * MINUTE);
    expect(w.network.posts).toHaveLength(2);
    expect(shown().spent).toEqual({ currency: 'USD', amount: 0.23 });
    month = w.clock.now() + 1;
    expect(shown().spent).toEqual({ currency: 'USD', amount: 0 });
  });

  it('counts a thread that broke off once, whole when the rest follows, and a post that was found instead of answered', async () => {
    const { shown } = health({ network: 'x' });
    w.add({ dueIn: SECOND, text: 'first', thread: 1 });
    w.network.fail('commit', { kind: 'part' });
    w.network.fail('commit', { kind: 'rejected' });
    await w.run(2 * SECOND);
    expect(shown().spent).toEqual({ currency: 'USD', amount: 0.015 });
    await w.run(10 * MINUTE);
    w.add({ dueIn: SECOND, text: 'lost answer' });
    w.network.fail('commit', { kind: 'lost' });
    const before = shown().spent?.amount ?? 0;
    await w.run(10 * MINUTE);
    expect((shown().spent?.amount ?? 0) - before).toBeCloseTo(0.015, 6);
  });
});
