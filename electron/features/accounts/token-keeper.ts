import type { Clock, Millis } from '#core/clock';
import { MINUTE, SECOND } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { AccountRow, AccountStore } from './account-store';
import type { Sessions } from './sessions';

/** When to renew next, which a network may want early; null for a token without an end. Jitter keeps eight accounts from asking in one breath. */
export type RefreshAt = (expiresAt: Millis | null, now: Millis, random: () => number, network: NetworkId) => Millis | null;

export interface TokenKeeper {
  readonly start: () => void;
  /** Call when accounts changed, after waking, and when the line is back. */
  readonly wake: () => void;
  /** Waits a little for the answers that are on their way: a new token may be in one, and the old one works no more. */
  readonly stop: () => Promise<void>;
}

const RETRY_AFTER: Millis = 5 * MINUTE;
const LONGEST_SLEEP: Millis = 15 * MINUTE;
/** A server may give tokens that end at once; asking for the next one without a pause helps nobody. */
const SHORTEST_PAUSE: Millis = MINUTE;
/** The line's return wakes us; this is for a return that nobody told. */
const OFFLINE_LOOK: Millis = MINUTE;
const LONGEST_STOP: Millis = 10 * SECOND;

/** Renews logins before they end. Only the network's own "this login is dead" signs an account out. */
export function createTokenKeeper(deps: {
  readonly store: AccountStore;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly random: () => number;
  readonly refreshAt: RefreshAt;
  readonly isOnline: () => boolean;
  readonly onDefect: (error: unknown) => void;
  readonly onRenewed: (accountId: Id, ok: boolean, code: string | null) => void;
}): TokenKeeper {
  const { store, sessions, clock } = deps;
  const planned = new Map<Id, { readonly expiresAt: Millis | null; readonly at: Millis }>();
  const busy = new Map<Id, Promise<void>>();
  let abort = new AbortController();
  let cancel: (() => void) | null = null;
  let started = false;

  function planFor(account: AccountRow): Millis | null {
    const known = planned.get(account.id);
    if (known !== undefined && known.expiresAt === account.expiresAt) return known.at;
    const at = deps.refreshAt(account.expiresAt, clock.now(), deps.random, account.network);
    if (at !== null) planned.set(account.id, { expiresAt: account.expiresAt, at });
    return at;
  }

  async function renew(account: AccountRow): Promise<void> {
    const opened = sessions.open(account.id);
    const refresh = opened.ok ? opened.value.connector.account.refresh : undefined;
    if (!opened.ok || refresh === undefined) {
      planned.set(account.id, { expiresAt: account.expiresAt, at: clock.now() + LONGEST_SLEEP });
      return;
    }
    const login = sessions.loginOf(account.id);
    const renewed = await refresh(opened.value.session, abort.signal);
    // A person has signed in meanwhile: this is the renewal of a login that is not used any more.
    if (login !== sessions.loginOf(account.id)) {
      planned.delete(account.id);
      return;
    }
    if (renewed.ok) {
      const { expiresAt } = renewed.value;
      store.update(account.id, { expiresAt, lastOkAt: clock.now() }, clock.now());
      const at = deps.refreshAt(expiresAt, clock.now(), deps.random, account.network);
      if (at === null) planned.delete(account.id);
      else planned.set(account.id, { expiresAt, at: Math.max(at, clock.now() + SHORTEST_PAUSE) });
      deps.onRenewed(account.id, true, null);
      return;
    }
    planned.set(account.id, { expiresAt: account.expiresAt, at: renewed.error.type === 'rate-limited' ? renewed.error.retryAt : clock.now() + RETRY_AFTER });
    if (renewed.error.type === 'reauth') sessions.markSignedOut(account.id, login);
    if (renewed.error.type !== 'aborted') deps.onRenewed(account.id, false, renewed.error.type);
  }

  /** A full disk, most likely. Without a later time the network would be asked again at once, and without end. */
  function putOff(account: AccountRow, error: unknown): void {
    planned.set(account.id, { expiresAt: account.expiresAt, at: clock.now() + RETRY_AFTER });
    deps.onDefect(error);
  }

  function wake(): void {
    if (!started) return;
    cancel?.();
    let soonest = clock.now() + LONGEST_SLEEP;
    for (const account of store.all()) {
      if (account.health !== 'ok' || busy.has(account.id)) continue;
      const at = planFor(account);
      if (at === null) continue;
      if (at > clock.now()) soonest = Math.min(soonest, at);
      else if (!deps.isOnline()) soonest = Math.min(soonest, clock.now() + OFFLINE_LOOK);
      else {
        busy.set(account.id, renew(account).catch((error: unknown) => { putOff(account, error); }).finally(() => { busy.delete(account.id); wake(); }));
      }
    }
    cancel = clock.callAt(soonest, wake);
  }

  return {
    start: () => { started = true; abort = new AbortController(); wake(); },
    wake,
    stop: async () => {
      started = false;
      cancel?.();
      abort.abort();
      await new Promise<void>((resolve) => {
        const cancelLimit = clock.callAt(clock.now() + LONGEST_STOP, resolve);
        void Promise.allSettled(busy.values()).then(() => { cancelLimit(); resolve(); });
      });
    },
  };
}
