import type { Clock, Millis } from '#core/clock';
import type { Account, Connectable } from '#core/contract/accounts';
import type { Changes } from '#core/changes';
import type { ActivityCode } from '#core/activity';
import { appError, type AppError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import { availableNetworks, networkFacts } from '#core/networks';
import { err, ok } from '#core/result';
import type { ConnectorRegistry } from '#electron/connectors/ports/connector';
import type { AccountRow, AccountStore, SlotRow } from './account-store';
import { connectorAppError } from './errors';
import { EXPIRY_WARNING, endOfLogin } from './login-end';
import { secretName, type SecretPort, type Sessions } from './sessions';

const SIGN_OUT_LIMIT: Millis = 5_000;

/** What signing out could not end at the network; empty when nothing is left there. */
type Left = { readonly leftAtNetwork?: number; readonly notRevoked?: 1 };

export type LogAccount = (accountId: Id, brandId: Id, code: ActivityCode, params?: JsonObject, answer?: unknown) => void;

export interface Accounts {
  readonly list: (brandId: Id) => readonly Account[];
  readonly one: (id: Id) => AppResult<Account>;
  /** Also a removed one. Its `expiresAt` is when a person has to sign in again. */
  readonly forPlanning: (id: Id) => AccountRow | null;
  readonly networks: () => Connectable[];
  readonly test: (id: Id) => Promise<AppResult<Account>>;
  readonly setPaused: (id: Id, paused: boolean) => AppResult<Account>;
  readonly setNativeHandover: (id: Id, on: boolean) => AppResult<Account>;
  readonly disconnect: (id: Id) => Promise<AppResult<Account>>;
  readonly remove: (id: Id) => Promise<AppResult<null>>;
  readonly slots: (accountId: Id) => readonly SlotRow[];
  readonly setSlots: (accountId: Id, slots: readonly SlotRow[]) => AppResult<readonly SlotRow[]>;
}

export function createAccounts(deps: {
  readonly store: AccountStore;
  readonly sessions: Sessions;
  readonly secrets: SecretPort;
  readonly connectors: ConnectorRegistry;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly changes: Changes;
  readonly log: LogAccount;
  readonly dayRange: (now: number, zone: string) => { readonly from: number; readonly to: number };
  /** The first moment of the month of `now` on that zone's calendar. */
  readonly monthStart: (now: number, zone: string) => number;
  readonly publisherWake: () => void;
}): Accounts {
  const { store, sessions, clock } = deps;

  const renewsItself = (row: AccountRow): boolean => deps.connectors.get(row.network)?.account.refresh !== undefined;

  function statusOf(row: AccountRow): Account['status'] {
    if (row.health !== 'ok') return row.health;
    if (row.pausedAt !== null) return 'paused';
    const endsAt = endOfLogin(row, renewsItself(row));
    return endsAt !== null && endsAt - clock.now() < EXPIRY_WARNING ? 'expiring' : 'ok';
  }

  /** This month's, on the brand's calendar; asked only where the network charges at all. */
  function spentBy(row: AccountRow): Account['spent'] {
    const currency = networkFacts[row.network].price?.currency;
    if (currency === undefined) return null;
    return { currency, amount: store.spentSince(row.id, currency, deps.monthStart(clock.now(), store.zoneOf(row.brandId))) };
  }

  const shape = (row: AccountRow, waiting: number, left: number, today: number): Account => {
    const { createdAt, updatedAt: _u, deletedAt: _d, position: _p, health: _h, loginEndsAt: _l, ...rest } = row;
    return {
      ...rest, scopes: [...row.scopes], missingScopes: [...row.missingScopes], status: statusOf(row), connectedAt: createdAt, waiting, postsToday: today, leftToday: left,
      expiresAt: endOfLogin(row, renewsItself(row)), renewsItself: renewsItself(row), allowances: row.health === 'ok' ? [...sessions.allowancesOf(row.id)] : [], spent: spentBy(row),
      canNativeSchedule: deps.connectors.get(row.network)?.nativeSchedule !== undefined,
    };
  };

  function list(brandId: Id): readonly Account[] {
    const { from, to } = deps.dayRange(clock.now(), store.zoneOf(brandId));
    const { waiting, left, today } = store.counts(brandId, from, to);
    return store.list(brandId).map((row) => shape(row, waiting.get(row.id) ?? 0, left.get(row.id) ?? 0, today.get(row.id) ?? 0));
  }

  function one(id: Id): AppResult<Account> {
    const row = store.byId(id);
    const found = row === null || row.deletedAt !== null ? undefined : list(row.brandId).find((a) => a.id === id);
    return found === undefined ? err(appError('not-found')) : ok(found);
  }

  function change(id: Id, patch: Parameters<AccountStore['update']>[1]): AppResult<Account> {
    const row = store.byId(id);
    if (row === null || row.deletedAt !== null) return err(appError('not-found'));
    store.update(id, patch, clock.now());
    deps.changes.changed('accounts', 'publishing', 'calendar');
    deps.publisherWake();
    return one(id);
  }

  /**
   * The last things we do with a login: take back what the network would publish by itself (nobody could afterwards), then give it up.
   * A keyring that is away may never come back, so it holds nobody up; that the login lives on at the network is then said.
   */
  async function signOut(row: AccountRow): Promise<Left> {
    const kept = store.handedOver(row.id);
    const opened = sessions.open(row.id);
    let left = kept.length;
    if (opened.ok) {
      const { connector, session } = opened.value;
      for (const { publicationId, ref } of kept) {
        const cancelled = await connector.nativeSchedule?.cancel(session, ref, AbortSignal.timeout(SIGN_OUT_LIMIT)).catch(() => null);
        if (cancelled?.ok !== true) continue;
        store.tookBack(publicationId, clock.now());
        left -= 1;
      }
      await connector.account.revoke?.(session, AbortSignal.timeout(SIGN_OUT_LIMIT)).catch(() => undefined);
    }
    deps.secrets.remove(secretName(row.id));
    return { ...(left === 0 ? {} : { leftAtNetwork: left }), ...(!opened.ok && opened.error.code === 'keyring-missing' ? { notRevoked: 1 } : {}) };
  }

  function failed(row: AccountRow, error: AppError, answer?: unknown): AppResult<Account> {
    deps.log(row.id, row.brandId, 'account-test-failed', { code: error.code }, answer);
    deps.changes.changed('accounts', 'activity');
    return err(error);
  }

  /** Why a login cannot be given up now: behind a locked vault it would be forgotten here and live on at the network. */
  function notNow(row: AccountRow): AppError | null {
    const opened = sessions.open(row.id);
    return !opened.ok && opened.error.code === 'vault-locked' ? opened.error : null;
  }

  return {
    list,
    one,
    forPlanning: (id) => {
      const row = store.byId(id);
      return row === null ? null : { ...row, expiresAt: endOfLogin(row, renewsItself(row)) };
    },
    networks: () => availableNetworks.flatMap((network) => {
      const connector = deps.connectors.get(network);
      return connector === undefined ? [] : [{
        network, methods: connector.login.map(({ id, fields }) => ({ id, fields: fields.map((f) => ({ ...f })) })),
        abilities: { nativeSchedule: connector.nativeSchedule !== undefined, metrics: connector.metrics !== undefined, inbox: connector.inbox !== undefined },
      }];
    }),
    test: async (id) => {
      const row = store.byId(id);
      if (row === null) return err(appError('not-found'));
      const opened = sessions.open(id);
      if (!opened.ok) return opened;
      const login = sessions.loginOf(id);
      const profile = await opened.value.connector.account.profile(opened.value.session, AbortSignal.timeout(30_000));
      const now = clock.now();
      if (!profile.ok) {
        const error = connectorAppError(profile.error);
        if (profile.error.type === 'reauth') sessions.markSignedOut(id, login);
        else store.update(id, { lastErrorAt: now, lastErrorCode: error.code }, now);
        return failed(row, error, 'answer' in profile.error ? profile.error.answer : undefined);
      }
      // A login that belongs to somebody else must not send one more post: it counts as none.
      if (profile.value.remoteId !== row.remoteId) {
        const error = appError('login-other-account', { expected: row.handle, got: profile.value.handle });
        sessions.markSignedOut(id, login, 'login-other-account');
        return failed(row, error);
      }
      const { displayName, handle, profileUrl, followers, limits } = profile.value;
      store.update(id, { displayName: displayName || handle, handle, profileUrl, followers, limits, lastOkAt: now, lastErrorAt: null, lastErrorCode: null }, now);
      deps.log(id, row.brandId, 'account-tested');
      deps.changes.changed('accounts', 'activity');
      return one(id);
    },
    setPaused: (id, paused) => change(id, { pausedAt: paused ? clock.now() : null }),
    setNativeHandover: (id, on) => change(id, { nativeHandover: on }),
    disconnect: async (id) => {
      const row = store.byId(id);
      if (row === null || row.deletedAt !== null) return err(appError('not-found'));
      const refused = notNow(row);
      if (refused !== null) return err(refused);
      deps.log(id, row.brandId, 'account-disconnected', await signOut(row));
      return change(id, { health: 'disconnected', expiresAt: null, loginEndsAt: null });
    },
    remove: async (id) => {
      const row = store.byId(id);
      if (row === null || row.deletedAt !== null) return err(appError('not-found'));
      const refused = notNow(row);
      if (refused !== null) return err(refused);
      // First, so that nothing is sent with a login that is going away.
      const held = store.holdWaiting(id, clock.now());
      const left = await signOut(row);
      store.update(id, { health: 'disconnected', deletedAt: clock.now() }, clock.now());
      deps.log(id, row.brandId, 'account-removed', { held, ...left });
      deps.changes.changed('accounts', 'publishing', 'calendar', 'posts');
      deps.publisherWake();
      return ok(null);
    },
    slots: store.slots,
    setSlots: (accountId, wanted) => {
      if (store.byId(accountId) === null) return err(appError('not-found'));
      const unique = [...new Map(wanted.map((s) => [`${s.weekday} ${s.time}`, s])).values()];
      store.setSlots(accountId, unique, deps.newId, clock.now());
      deps.changes.changed('accounts');
      return ok(store.slots(accountId));
    },
  };
}
