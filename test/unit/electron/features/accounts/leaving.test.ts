import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import { appError } from '#core/errors';
import { err, ok } from '#core/result';
import { createAccountStore } from '#db/accounts';
import { createAccounts } from '#electron/features/accounts/accounts';
import { createSessions } from '#electron/features/accounts/sessions';
import { createWorld, type World } from '#test/support/publishing-world';

// An account that leaves: what waits for it, and what the network would publish by itself.

let w: World;
let order: string[];
let logged: unknown[];
beforeEach(() => {
  w = createWorld({ nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * 24 * HOUR } });
  order = [];
  logged = [];
});

function accountsOf(cancel: 'works' | 'fails' | 'throws' = 'works', away?: 'vault-locked' | 'keyring-missing') {
  const store = createAccountStore(w.database.db);
  const real = w.network.connector;
  const connector = {
    ...real,
    account: { ...real.account, revoke: async () => { order.push('revoked'); } },
    nativeSchedule: {
      ...real.nativeSchedule!,
      cancel: async (...args: Parameters<NonNullable<typeof real.nativeSchedule>['cancel']>) => {
        order.push('taken back');
        if (cancel === 'throws') throw new Error('a defect');
        return cancel === 'works' ? real.nativeSchedule!.cancel(...args) : err({ type: 'unavailable' as const, detail: '503' });
      },
    },
  };
  const connectors = new Map([[real.id, connector]]);
  const secrets = { get: () => (away === undefined ? ok({ token: 'x' }) : err(appError(away))), set: () => ok(null), remove: () => { order.push('forgotten'); } };
  const sessions = createSessions({ store, secrets, connectors, clock: w.clock, onHealthChange: () => undefined });
  const accounts = createAccounts({
    store, sessions, secrets, connectors, clock: w.clock, newId: w.newId, changes: { changed: () => undefined }, log: (_id, _brand, code, params) => { logged.push([code, params]); },
    dayRange: (now) => ({ from: now - 1, to: now + 1 }), monthStart: () => 0, publisherWake: () => { w.engine().wake(); },
  });
  return { store, accounts };
}

async function handedOver(): Promise<{ readonly kept: string; readonly waiting: string; readonly account: string }> {
  w.start();
  const kept = w.add({ dueIn: 2 * HOUR });
  await w.run(1_000);
  expect(w.row(kept).nativeRef).not.toBeNull();
  const waiting = w.add({ dueIn: 2 * MINUTE });
  await w.settle();
  return { kept, waiting, account: w.accountIds[0] ?? '' };
}

describe('removing an account', () => {
  it('holds what waits, takes back what the network keeps, and only then gives up the login', async () => {
    const { kept, waiting, account } = await handedOver();
    expect(await accountsOf().accounts.remove(account)).toEqual({ ok: true, value: null });
    expect(order).toEqual(['taken back', 'revoked', 'forgotten']);
    expect(w.row(kept)).toMatchObject({ state: 'hold', nativeRef: null, wakeAt: null });
    expect(w.row(waiting)).toMatchObject({ state: 'hold', wakeAt: null });
    expect(w.store.openAttempt(kept)).toBeNull();
    expect(logged).toEqual([['account-removed', { held: 2 }]]);
    await w.run(3 * HOUR, 30_000);
    expect(w.network.posts).toHaveLength(0);
    expect(w.network.scheduled.map((s) => s.state)).toEqual(['cancelled']);
  });

  it.each(['fails', 'throws'] as const)('goes through when taking back %s, and says how many the network keeps', async (how) => {
    const { kept, account } = await handedOver();
    expect(await accountsOf(how).accounts.remove(account)).toEqual({ ok: true, value: null });
    expect(order).toEqual(['taken back', 'revoked', 'forgotten']);
    expect(w.row(kept)).toMatchObject({ state: 'hold', nativeRef: expect.any(String) });
    expect(logged).toEqual([['account-removed', { held: 2, leftAtNetwork: 1 }]]);
  });

  it('touches neither drafts, nor what is out or may be', async () => {
    w.start();
    const ids = ['draft', 'published', 'unconfirmed', 'publishing', 'failed', 'missed', 'cancelled'].map((state) => {
      const id = w.add({ dueIn: 3 * HOUR });
      w.database.sqlite.prepare('UPDATE publications SET state = ?, wake_at = NULL WHERE id = ?').run(state, id);
      return id;
    });
    const before = ids.map((id) => w.row(id).state);
    expect(createAccountStore(w.database.db).holdWaiting(w.accountIds[0] ?? '', w.clock.now())).toBe(0);
    expect(ids.map((id) => w.row(id).state)).toEqual(before);
  });
});

describe('disconnecting an account', () => {
  it('takes back what the network keeps, and leaves the plan as it was', async () => {
    const { kept, account } = await handedOver();
    const { dueAt } = w.row(kept);
    expect(await accountsOf().accounts.disconnect(account)).toMatchObject({ ok: true, value: { status: 'disconnected' } });
    expect(order).toEqual(['taken back', 'revoked', 'forgotten']);
    expect(w.row(kept)).toMatchObject({ state: 'scheduled', nativeRef: null, dueAt, wakeAt: (dueAt ?? 0) - 5 * MINUTE });
    await w.run(HOUR, 30_000);
    expect(w.network.posts).toHaveLength(0);
  });
});

describe('leaving while the login is out of reach', () => {
  it.each(['remove', 'disconnect'] as const)('%s waits for the vault to be unlocked: the network must hear of it', async (how) => {
    const { kept, waiting, account } = await handedOver();
    const { store, accounts } = accountsOf('works', 'vault-locked');
    expect(await accounts[how](account)).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    expect(order).toEqual([]);
    expect(logged).toEqual([]);
    expect(store.byId(account)).toMatchObject({ health: 'ok', deletedAt: null });
    expect(w.row(kept).nativeRef).not.toBeNull();
    expect(w.row(waiting).state).toBe('scheduled');
  });

  it('goes through without a keyring, and says that the login lives on at the network', async () => {
    const { account } = await handedOver();
    expect(await accountsOf('works', 'keyring-missing').accounts.remove(account)).toEqual({ ok: true, value: null });
    expect(order).toEqual(['forgotten']);
    expect(logged).toEqual([['account-removed', { held: 2, leftAtNetwork: 1, notRevoked: 1 }]]);
  });
});

describe('a vault that is closed', () => {
  it('is waited for: nothing fails, and after it opens the post goes out at once', async () => {
    w.security.locked = true;
    w.start();
    const id = w.add({ dueIn: MINUTE });
    await w.run(4 * MINUTE);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', problemCode: 'unavailable' });
    expect(w.codes(id)).toContain('unavailable');
    expect(w.network.calls('commit')).toBe(0);
    w.security.locked = false;
    expect(createAccountStore(w.database.db).wakeWaiting(w.accountIds[0] ?? '', w.clock.now())).toBe(1);
    w.engine().wake();
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('is told as missed when it stays closed for too long', async () => {
    w.security.locked = true;
    w.start();
    const id = w.add({ dueIn: MINUTE });
    await w.run(40 * MINUTE, 10_000);
    expect(w.row(id).state).toBe('missed');
    expect(w.network.calls('commit')).toBe(0);
  });
});

describe('what an account has to do today', () => {
  it('counts what is due today and not out, and neither other days nor what is on hold', () => {
    const account = w.accountIds[0] ?? '';
    const now = w.clock.now();
    const states = ['scheduled', 'publishing', 'hold', 'published', 'draft', 'cancelled', 'missed'] as const;
    for (const state of states) w.database.sqlite.prepare('UPDATE publications SET state = ? WHERE id = ?').run(state, w.add({ dueIn: HOUR }));
    w.add({ dueIn: 30 * HOUR });
    const { waiting, left } = createAccountStore(w.database.db).counts(w.brandId, now, now + 24 * HOUR);
    expect([waiting.get(account), left.get(account)]).toEqual([4, 2]);
  });
});
