import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { standingIn } from '#core/app-keys';
import type { Id } from '#core/ids';
import { ok } from '#core/result';
import { brands } from '#db/schema';
import type { ConnectRequest } from '#electron/features/accounts/connect';
import { brandId, connected, loginId, makeWorld, profile, type World } from './login-world';

type Fields = Readonly<Record<string, string>>;
const none = { clientId: '', clientSecret: '', port: '' };
const pottery = { clientId: 'pottery', clientSecret: 'secret-of-pottery', port: '9001' };
const request: ConnectRequest = { loginId, brandId, network: 'mastodon', method: 'oauth', fields: none };

let w: World;
/** What the network's login was given, in order. */
let given: Fields[];
beforeEach(() => {
  w = makeWorld();
  given = [];
  const plain = w.connectors.get('mastodon');
  if (plain === undefined) throw new Error('no connector');
  w.connectors.set('mastodon', { ...plain, login: [{
    id: 'oauth',
    fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true }, { id: 'port', kind: 'text', required: false }],
    kept: (secret) => Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, String(value)])),
    login: async (fields) => {
      given.push(fields);
      return ok(connected({ profile: { ...profile, remoteId: who, handle: who }, secret: { ...fields, accessToken: `token-of-${who}` } }));
    },
  }] });
});

let who = 'studio';
async function connect(as: string, over: Partial<ConnectRequest> = {}): Promise<Id> {
  who = as;
  const made = await w.logins.connect({ ...request, ...over });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}

describe('the keys of an app that an account was connected with', () => {
  it('stand in for what is not typed when the account is connected again', async () => {
    const accountId = await connect('studio', { fields: pottery });
    expect(await connect('studio', { accountId, appOf: accountId })).toBe(accountId);
    expect(given.at(-1)).toEqual(pottery);
    await connect('studio', { accountId, appOf: accountId, fields: { ...none, clientSecret: 'a-newer-secret' } });
    expect(given.at(-1)).toEqual({ ...pottery, clientSecret: 'a-newer-secret' });
    // What was typed last is what is kept from then on.
    await connect('studio', { accountId, appOf: accountId });
    expect(given.at(-1)).toEqual({ ...pottery, clientSecret: 'a-newer-secret' });
  });

  it('serve a second account of that network, also in another brand', async () => {
    const first = await connect('studio', { fields: pottery });
    expect(w.appKeys.sources('mastodon', null)).toEqual([{ accountId: first, name: 'studio', kept: [{ method: 'oauth', fields: ['clientId', 'clientSecret', 'port'] }] }]);
    await connect('shop', { appOf: first });
    expect(given.at(-1)).toEqual(pottery);
    const other = '0192f1c0-7abc-7def-8123-000000000002';
    w.db.insert(brands).values({ id: other, name: 'Café', colour: 'clay', timeZone: 'Europe/London', latenessLimitMs: 1, createdAt: 0, updatedAt: 0 }).run();
    await connect('cafe', { brandId: other, appOf: first });
    expect(given.at(-1)).toEqual(pottery);
  });

  it('are offered once for each app, those of the account itself first, and never a value of them', async () => {
    const studio = await connect('studio', { fields: pottery });
    const shop = await connect('shop', { appOf: studio });
    const cafe = await connect('cafe', { fields: { clientId: 'coffee', clientSecret: 'secret-of-coffee', port: '' } });
    const offered = (accountId: Id | null) => w.appKeys.sources('mastodon', accountId).map((source) => source.accountId);
    expect([offered(null), offered(shop), offered(cafe)]).toEqual([[studio, cafe], [shop, cafe], [cafe, studio]]);
    const told = JSON.stringify(w.appKeys.sources('mastodon', null));
    for (const value of [...Object.values(pottery), 'coffee', 'secret-of-coffee']) expect(told).not.toContain(value);
  });

  it('are forgotten with the login: after a disconnect they are asked for again', async () => {
    const accountId = await connect('studio', { fields: pottery });
    await w.accounts.disconnect(accountId);
    expect(w.appKeys.sources('mastodon', accountId)).toEqual([]);
    expect(await w.logins.connect({ ...request, accountId, appOf: accountId })).toMatchObject({ ok: false, error: { code: 'login-bad-input', params: { field: 'clientId' } } });
    expect(given).toHaveLength(1);
  });

  it('are not taken from an account that is removed, unknown, or of another network', async () => {
    const accountId = await connect('studio', { fields: pottery });
    w.store.update(accountId, { deletedAt: 1 }, 1);
    for (const appOf of [accountId, brandId]) expect(await w.logins.connect({ ...request, appOf })).toMatchObject({ ok: false, error: { code: 'login-bad-input' } });
    const method = w.connectors.get('mastodon')?.login[0];
    if (method === undefined) throw new Error('no login');
    w.store.update(accountId, { deletedAt: null }, 1);
    expect(w.appKeys.fill('x', method, accountId, none)).toEqual(none);
  });
});

describe('what stands in for what was not typed', () => {
  const field = fc.constantFrom('clientId', 'clientSecret', 'port', 'redirect');
  const typed = fc.dictionary(field, fc.constantFrom('', '  ', 'words'));

  it('is kept, is never something that was typed, and is nothing of another app', () => {
    fc.assert(fc.property(fc.uniqueArray(field), typed, (kept, fields) => {
      const used = standingIn(kept, fields);
      for (const one of used) {
        expect(kept).toContain(one);
        expect((fields[one] ?? '').trim()).toBe('');
      }
      if ((fields['clientId'] ?? '').trim() !== '') expect(used).toEqual([]);
      else expect(used).toEqual(kept.filter((one) => (fields[one] ?? '').trim() === ''));
    }));
  });
});
