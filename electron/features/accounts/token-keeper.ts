import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Id } from '#core/ids';
import type { AccountRow, AccountStore } from './account-store';
import type { Sessions } from './sessions';

/** When to renew next; null for a token without an end. Jitter keeps eight accounts from asking in one breath. */
export type RefreshAt = (expiresAt: Millis | null, now: Millis, random: () => number) => Millis | null;

export interface TokenKeeper {
  readonly start: () => void;
  /** Call when accounts changed, after waking, and when the line is back. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

const RETRY_AFTER: Millis = 5 * MINUTE;
const LONGEST_SLEEP: Millis = 15 * MINUTE;

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
    const at = deps.refreshAt(account.expiresAt, clock.now(), deps.random);
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
    const renewed = await refresh(opened.value.session, abort.signal);
    if (renewed.ok) {
      planned.delete(account.id);
      store.update(account.id, { expiresAt: renewed.value.expiresAt, lastOkAt: clock.now() }, clock.now());
      deps.onRenewed(account.id, true, null);
      return;
    }
    planned.set(account.id, { expiresAt: account.expiresAt, at: renewed.error.type === 'rate-limited' ? renewed.error.retryAt : clock.now() + RETRY_AFTER });
    if (renewed.error.type === 'reauth') sessions.markSignedOut(account.id);
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
      if (at <= clock.now() && deps.isOnline()) {
        busy.set(account.id, renew(account).catch((error: unknown) => { putOff(account, error); }).finally(() => { busy.delete(account.id); wake(); }));
      } else soonest = Math.min(soonest, Math.max(at, clock.now() + 1_000));
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
      await Promise.allSettled(busy.values());
    },
  };
}
