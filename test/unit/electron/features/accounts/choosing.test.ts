import { beforeEach, describe, expect, it } from 'vitest';
import { turn } from '#test/support/fake-clock';
import { brandId, loginId, makeWorld, request, type World } from './login-world';

let w: World;
beforeEach(() => { w = makeWorld(); });

describe('a login that leads to several accounts', () => {
  it('asks which of several accounts to connect, and connects each with its own login', async () => {
    w.offers = [{ id: 'p1', name: 'Ceramics' }, { id: 'p2', name: 'Café' }, { id: 'p3', name: 'Museum' }];
    const login = w.logins.connect(request);
    await turn();
    expect(w.logins.choices(loginId)).toEqual(w.offers.map((offer) => ({ ...offer, connected: false })));
    expect(w.logins.choose(loginId, ['p3', 'p1'])).toMatchObject({ ok: true });
    expect(await login).toMatchObject({ ok: true, value: { handle: 'Ceramics', others: [{ handle: 'Museum' }] } });
    expect(w.accounts.list(brandId).map(({ handle, id }) => [handle, w.kept.get(`account:${id}`)])).toEqual([['Ceramics', { token: 'p1' }], ['Museum', { token: 'p3' }]]);
    // Nobody is asked any more.
    expect([w.logins.choices(loginId), w.logins.choose(loginId, ['p2']).ok]).toEqual([null, false]);
  });

  it('a reconnect chooses the account it is for, and nothing else', async () => {
    const offers = [{ id: 'p1', name: 'Ceramics' }, { id: 'p2', name: 'Café' }];
    w.offers = offers.slice(1);
    const first = w.logins.connect(request);
    await turn();
    w.logins.choose(loginId, ['p2']);
    const made = await first;
    const accountId = made.ok ? made.value.id : '';
    w.offers = offers;
    expect(await w.logins.connect({ ...request, accountId })).toMatchObject({ ok: true, value: { id: accountId } });
    w.offers = offers.slice(0, 1);
    expect(await w.logins.connect({ ...request, accountId })).toMatchObject({ ok: false, error: { code: 'login-other-account', params: { expected: 'Café', got: 'Ceramics' } } });
    expect(w.accounts.list(brandId)).toHaveLength(1);
  });

  it('marks what the brand has already, while it is signed in, and gives it the new login', async () => {
    w.offers = [{ id: 'p1', name: 'Ceramics' }, { id: 'p2', name: 'Café' }];
    const choose = async (ids: readonly string[]): Promise<readonly boolean[]> => {
      const login = w.logins.connect(request);
      await turn();
      const marks = (w.logins.choices(loginId) ?? []).map(({ connected }) => connected);
      w.logins.choose(loginId, ids);
      await login;
      return marks;
    };
    expect(await choose(['p2'])).toEqual([false, false]);
    expect(await choose(['p2'])).toEqual([false, true]);
    const [account] = w.accounts.list(brandId);
    w.store.update(account?.id ?? '', { health: 'signed-out' }, 1);
    expect(await choose(['p1', 'p2'])).toEqual([false, false]);
    expect(w.accounts.list(brandId)).toHaveLength(2);
  });

  it('a login that is given up while it asks connects nothing', async () => {
    w.offers = [{ id: 'p1', name: 'Ceramics' }, { id: 'p2', name: 'Café' }];
    const login = w.logins.connect(request);
    await turn();
    w.logins.cancel(loginId);
    expect(await login).toMatchObject({ ok: false, error: { code: 'login-cancelled' } });
    expect(w.accounts.list(brandId)).toHaveLength(0);
  });
});
