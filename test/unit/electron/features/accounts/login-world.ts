import { createAccountStore } from '#db/accounts';
import { brands } from '#db/schema';
import { createAccounts, type Accounts } from '#electron/features/accounts/accounts';
import { type AppKeys, createAppKeys } from '#electron/features/accounts/app-keys';
import { createLogins, type Logins } from '#electron/features/accounts/connect';
import { createSessions, type SecretPort, type Sessions } from '#electron/features/accounts/sessions';
import type { AccountProfile } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { Connected, LoginChoice, LoginError } from '#electron/connectors/ports/login';
import { createIdSource } from '#core/ids';
import type { JsonObject } from '#core/json';
import { err, ok, type Result } from '#core/result';
import { createFakeClock, type FakeClock } from '#test/support/fake-clock';
import { createMemoryDb } from '#test/support/memory-db';

export const brandId = '0192f1c0-7abc-7def-8123-000000000001';
export const loginId = '0192f1c0-7abc-7def-8123-00000000000a';
export const profile: AccountProfile = { remoteId: 'r1', handle: 'studio@example.social', displayName: 'Studio', profileUrl: 'https://example.social/@studio', avatarUrl: null, followers: 12, limits: null };
export const connected = (over: Partial<Connected> = {}): Connected => ({ serverUrl: 'https://example.social', profile, secret: { token: 'one' }, expiresAt: null, scopes: ['write'], missingScopes: [], ...over });

export interface World {
  readonly clock: FakeClock;
  readonly accounts: Accounts;
  readonly logins: Logins;
  readonly appKeys: AppKeys;
  readonly sessions: Sessions;
  readonly kept: Map<string, JsonObject>;
  readonly log: string[];
  readonly store: ReturnType<typeof createAccountStore>;
  readonly db: ReturnType<typeof createMemoryDb>['db'];
  readonly connectors: Map<'mastodon', Connector>;
  answer: () => Promise<Result<Connected, LoginError>>;
  refresh: () => Promise<Result<{ readonly expiresAt: number | null }, ConnectorError>>;
  profileAnswer: Result<AccountProfile, ConnectorError>;
  revoked: number;
  opens: 'opened' | 'not-opened' | 'not-web';
  locked: boolean;
  /** More than one account behind a login. */
  offers: readonly LoginChoice[];
}

/** Accounts and logins over a database in memory and one connector, of which a test says what it answers. */
export function makeWorld(): World {
  const clock = createFakeClock();
  const { db } = createMemoryDb();
  let seed = 0;
  const newId = createIdSource(clock.now, (n) => new Uint8Array(n).map(() => (seed += 1) % 256));
  db.insert(brands).values({ id: brandId, name: 'Studio', colour: 'clay', timeZone: 'Europe/London', latenessLimitMs: 3_600_000, createdAt: 0, updatedAt: 0 }).run();
  const kept = new Map<string, JsonObject>();
  const secrets: SecretPort & { state: () => { kind: string; locked: boolean } } = {
    get: (name) => ok(kept.get(name) ?? null), set: (name, value) => { kept.set(name, value); return ok(null); }, remove: (name) => { kept.delete(name); },
    state: () => ({ kind: world.locked ? 'vault' : 'keyring', locked: world.locked }),
  };
  const unused = (): never => { throw new Error('not used here'); };
  const connector: Connector = {
    id: 'mastodon',
    login: [{ id: 'oauth', fields: [{ id: 'server', kind: 'text', required: true }], login: async (_fields, context) => {
      context.openBrowser('https://example.social/oauth/authorize');
      if (world.offers.length > 0) {
        const chosen = await context.choose?.(world.offers) ?? [];
        const [first, ...others] = world.offers.filter(({ id }) => chosen.includes(id)).map(({ id, name }) => connected({ profile: { ...profile, remoteId: id, handle: name }, secret: { token: id } }));
        return first === undefined ? err({ type: 'cancelled' }) : ok({ ...first, others });
      }
      return Promise.race([world.answer(), new Promise<Result<Connected, LoginError>>((resolve) => {
        context.signal.addEventListener('abort', () => { resolve(err({ type: 'cancelled' })); });
      })]);
    } }],
    account: { profile: async () => world.profileAnswer, refresh: async () => world.refresh(), revoke: async () => { world.revoked += 1; } },
    publish: { chooseKey: unused, prepare: unused, commit: unused, check: unused, findPublished: unused, replaySafeUntil: unused, postAt: unused, fetchPost: unused, remove: unused, concurrency: { network: 1, account: 1 } },
  };
  const connectors = new Map([['mastodon' as const, connector]]);
  const store = createAccountStore(db);
  const log: string[] = [];
  const changes = { changed: () => undefined };
  const sessions = createSessions({ store, secrets, connectors, clock, onHealthChange: (id) => { log.push(`health ${store.byId(id)?.health}`); } });
  const appKeys = createAppKeys({ store, secrets, connectors });
  const logins = createLogins({
    store, secrets, sessions, appKeys, connectors, clock, newId, openBrowser: async (url) => { log.push(`browser ${url}`); return world.opens; }, listen: () => unused, inWindow: () => unused, onPage: () => undefined,
    onConnected: (_row, again) => { log.push(again ? 'reconnected' : 'connected'); },
  });
  const accounts = createAccounts({
    store, sessions, secrets, connectors, clock, newId, changes, log: (_a, _b, code) => { log.push(code); },
    dayRange: (now) => ({ from: now - 1, to: now + 1 }), monthStart: () => 0, publisherWake: () => undefined,
  });
  const world: World = {
    clock, accounts, logins, appKeys, sessions, kept, log, store, db, connectors, answer: async () => ok(connected()), refresh: async () => ok({ expiresAt: null }),
    profileAnswer: ok(profile), revoked: 0, locked: false, opens: 'opened', offers: [],
  };
  return world;
}

export const request = { loginId, brandId, network: 'mastodon' as const, method: 'oauth' as const, fields: { server: 'example.social' } };
