import { type Clock, DAY, type Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import type { Allowance } from '#core/networks';
import { err, ok } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector, ConnectorRegistry } from '#electron/connectors/ports/connector';
import type { AccountRow, AccountStore } from './account-store';

/** Where tokens are kept; `electron/shell/secrets.ts` fits it. */
export interface SecretPort {
  readonly get: (name: string) => AppResult<Session['secret'] | null>;
  readonly set: (name: string, value: Session['secret']) => AppResult<null>;
  readonly remove: (name: string) => void;
}

export interface OpenSession {
  readonly session: Session;
  readonly connector: Connector;
  readonly account: AccountRow;
}

/** Opens an account for work: its connector, its secret, and a lock that lets one refresh run at a time. */
export interface Sessions {
  readonly open: (accountId: Id) => AppResult<OpenSession>;
  /** Which login an account has: another number after each new one. Only this run of the app knows it. */
  readonly loginOf: (accountId: Id) => number;
  /** A person has signed in: from now on what is heard of an earlier login says nothing. */
  readonly newLogin: (accountId: Id) => void;
  /**
   * The network itself said that the login is dead, or somebody else's. Never called for a 5xx, a time-out or a lost line.
   * @param login which one was used, by `loginOf` before the call: late news of an older one are ignored
   */
  readonly markSignedOut: (accountId: Id, login: number, code?: 'signed-out' | 'login-other-account') => void;
  readonly markOk: (accountId: Id) => void;
  /** What the network said last that it still takes, as long as that holds. Not kept over a restart: most windows are shorter. */
  readonly allowancesOf: (accountId: Id) => readonly Allowance[];
}

export const secretName = (accountId: Id): string => `account:${accountId}`;
/** `lastOkAt` is for people; writing it on each call would cost a disk write a call. */
const OK_RESOLUTION: Millis = 60_000;

export function createSessions(deps: {
  readonly store: AccountStore;
  readonly secrets: SecretPort;
  readonly connectors: ConnectorRegistry;
  readonly clock: Clock;
  readonly onHealthChange: (accountId: Id) => void;
}): Sessions {
  const { store, secrets, connectors, clock } = deps;
  const tails = new Map<Id, Promise<unknown>>();
  const logins = new Map<Id, number>();
  const loginOf = (accountId: Id): number => logins.get(accountId) ?? 0;
  const told = new Map<Id, Map<Allowance['unit'], { readonly allowance: Allowance; readonly until: Millis }>>();

  function hear(accountId: Id, allowance: Allowance): void {
    const of = told.get(accountId) ?? new Map();
    told.set(accountId, of.set(allowance.unit, { allowance, until: allowance.resetsAt ?? clock.now() + DAY }));
  }

  const lockFor = (accountId: Id) => async <T>(work: () => Promise<T>): Promise<T> => {
    const before = tails.get(accountId) ?? Promise.resolve();
    const mine = before.then(work, work);
    tails.set(accountId, mine.catch(() => undefined));
    return mine;
  };

  /**
   * Renewed logins that could not be written (disk full, vault locked meanwhile). A refresh token works once, so losing the new one
   * would sign the account out: it is used from here until it can be written. `over` is the stored secret it takes the place of.
   */
  const unsaved = new Map<Id, { readonly value: Session['secret']; readonly over: string }>();

  function write(accountId: Id, value: Session['secret']): boolean {
    try {
      return secrets.set(secretName(accountId), value).ok;
    } catch {
      return false;
    }
  }

  function secretOf(accountId: Id): AppResult<Session['secret']> {
    const found = secrets.get(secretName(accountId));
    if (!found.ok) return found;
    const newer = unsaved.get(accountId);
    if (newer !== undefined) {
      const stillNewer = JSON.stringify(found.value) === newer.over;
      if (!stillNewer || write(accountId, newer.value)) unsaved.delete(accountId);
      if (stillNewer) return ok(newer.value);
    }
    if (found.value === null) return err(appError('signed-out'));
    return ok(found.value);
  }

  /**
   * Never throws: a library that cannot keep a new token gives the whole login up. What is not stored any more was given up or
   * connected anew while it was being renewed: the renewal of it must not come back, or take the new one's place.
   */
  function keep(accountId: Id, before: Session['secret'], value: Session['secret'], expiresAt: Millis | null): void {
    const over = unsaved.get(accountId)?.over ?? JSON.stringify(before);
    const stored = secrets.get(secretName(accountId));
    if (stored.ok && JSON.stringify(stored.value) !== over) {
      unsaved.delete(accountId);
      return;
    }
    if (write(accountId, value)) unsaved.delete(accountId);
    else unsaved.set(accountId, { value, over });
    try {
      store.update(accountId, { expiresAt, lastOkAt: clock.now() }, clock.now());
    } catch {
      // Only when it ends is not known then; the next refresh tells.
    }
  }

  return {
    open: (accountId) => {
      const account = store.byId(accountId);
      if (account === null || account.deletedAt !== null) return err(appError('not-found'));
      const connector = connectors.get(account.network);
      if (connector === undefined) return err(appError('not-found'));
      if (account.health !== 'ok') return err(appError('signed-out'));
      const secret = secretOf(accountId);
      if (!secret.ok) return secret;
      let known = secret.value;
      const session: Session = {
        accountId, serverUrl: account.serverUrl, remoteId: account.remoteId, handle: account.handle, limits: account.limits,
        // Read anew each time: another call may have renewed the token meanwhile.
        get secret() {
          const now = secretOf(accountId);
          if (now.ok) known = now.value;
          return known;
        },
        saveSecret: async (value, expiresAt) => {
          keep(accountId, known, value, expiresAt);
          known = value;
        },
        lock: lockFor(accountId),
        told: (allowance) => hear(accountId, allowance),
      };
      return ok({ session, connector, account });
    },
    loginOf,
    newLogin: (accountId) => {
      logins.set(accountId, loginOf(accountId) + 1);
      told.delete(accountId);
    },
    markSignedOut: (accountId, login, code) => {
      const account = store.byId(accountId);
      if (account === null || account.health !== 'ok' || login !== loginOf(accountId)) return;
      store.update(accountId, { health: 'signed-out', lastErrorAt: clock.now(), lastErrorCode: code ?? 'signed-out' }, clock.now());
      deps.onHealthChange(accountId);
    },
    markOk: (accountId) => {
      const account = store.byId(accountId);
      if (account === null || (account.lastOkAt !== null && clock.now() - account.lastOkAt < OK_RESOLUTION)) return;
      store.update(accountId, { lastOkAt: clock.now() }, clock.now());
    },
    allowancesOf: (accountId) => [...(told.get(accountId)?.values() ?? [])].filter(({ until }) => until > clock.now()).map(({ allowance }) => allowance),
  };
}
