import { appError, type AppResult } from '#core/errors';
import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Id, NewId } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { err, ok } from '#core/result';
import type { ConnectorRegistry } from '#electron/connectors/ports/connector';
import type { Connected, InWindow, LoginChoice, LoginContext } from '#electron/connectors/ports/login';
import type { AccountRow, AccountStore } from './account-store';
import type { AppKeys } from './app-keys';
import { loginAppError } from './errors';
import { secretName, type SecretPort, type Sessions } from './sessions';

export interface ConnectRequest {
  readonly loginId: Id;
  readonly brandId: Id;
  readonly network: NetworkId;
  readonly method: 'oauth' | 'oauth-page' | 'app-password';
  readonly fields: Readonly<Record<string, string>>;
  /** Reconnects this account: queue and history stay. */
  readonly accountId?: Id | undefined;
  /** The app keys kept with this account stand in for those that were not typed. */
  readonly appOf?: Id | undefined;
}

/** A person may fetch a second factor; longer than this and the login is given up. */
const LOGIN_TIME: Millis = 10 * MINUTE;

/** The page in the browser on which a login goes on. */
export interface LoginPage {
  readonly url: string;
  /** false once the system could not open it: a person then opens it by hand. */
  readonly opened: boolean;
}

/** A login that goes on in a window of ours. */
export interface LoginInWindow {
  readonly show: () => void;
  readonly toBrowser: () => void;
}

export interface LoginDeps {
  readonly store: AccountStore;
  readonly secrets: SecretPort & { readonly state: () => { readonly kind: string; readonly locked: boolean } };
  readonly sessions: Pick<Sessions, 'newLogin'>;
  readonly appKeys: Pick<AppKeys, 'fill'>;
  readonly connectors: ConnectorRegistry;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly openBrowser: (url: string) => Promise<'opened' | 'not-opened' | 'not-web'>;
  readonly listen: (signal: AbortSignal) => LoginContext['listen'];
  /** `onOpen` is given the window once it is open, and null once it is gone. */
  readonly inWindow: (signal: AbortSignal, onOpen: (window: LoginInWindow | null) => void) => InWindow;
  /** Something is to be said of a login's page. */
  readonly onPage: () => void;
  readonly onConnected: (account: AccountRow, again: boolean) => void;
}

export interface LoginOffer extends LoginChoice {
  /** It is an account of the brand already; choosing it gives it this login. */
  readonly connected: boolean;
}

export interface ConnectedAccount extends AccountRow {
  /** What else was chosen in the same login. */
  readonly others: readonly AccountRow[];
}

interface Running {
  readonly abort: AbortController;
  url: string | null;
  window: LoginInWindow | null;
  asking: { readonly choices: readonly LoginOffer[]; readonly answer: (ids: readonly string[]) => void } | null;
}

export interface Logins {
  readonly connect: (request: ConnectRequest) => Promise<AppResult<ConnectedAccount>>;
  readonly cancel: (loginId: Id) => void;
  /** Shows the page again: the browser opens it, or its window comes to the front. */
  readonly reopen: (loginId: Id) => AppResult<null>;
  readonly isInWindow: (loginId: Id) => boolean;
  /** Leaves the window for the person's own browser. */
  readonly toBrowser: (loginId: Id) => AppResult<null>;
  /** Of the login begun last, also after it has failed: some go on by what the page says in the end. Null before it has a page. */
  readonly page: (loginId: Id) => LoginPage | null;
  /** The accounts of a running login of which the person is to choose; null while there is nothing to choose. */
  readonly choices: (loginId: Id) => readonly LoginOffer[] | null;
  /** Answers that; the login goes on with these. */
  readonly choose: (loginId: Id, ids: readonly string[]) => AppResult<null>;
  readonly stop: () => void;
}

export function createLogins(deps: LoginDeps): Logins {
  const { store, secrets, clock } = deps;
  const running = new Map<Id, Running>();
  let last: { readonly loginId: Id; readonly page: LoginPage | null } | null = null;

  /** A server's answer that is no web address is not offered by hand either. */
  async function open(loginId: Id, url: string): Promise<void> {
    if (last?.loginId !== loginId) last = { loginId, page: null };
    const outcome = await deps.openBrowser(url);
    if (last?.loginId !== loginId) return;
    last = { loginId, page: outcome === 'not-web' ? null : { url, opened: outcome === 'opened' } };
    deps.onPage();
  }

  /** A reconnect has its answer: the account it is for. If that is not there, `save` says so. */
  function ask({ accountId, brandId, network }: ConnectRequest, login: Running, choices: readonly LoginChoice[]): Promise<readonly string[]> {
    const { signal } = login.abort;
    if (signal.aborted) return Promise.resolve([]);
    const known = accountId === undefined ? undefined : store.byId(accountId)?.remoteId;
    if (known !== undefined) return Promise.resolve([choices.some(({ id }) => id === known) ? known : (choices[0]?.id ?? '')]);
    const connected = new Set(store.list(brandId).filter((each) => each.network === network && each.health === 'ok').map(({ remoteId }) => remoteId));
    return new Promise((resolve) => {
      const answer = (ids: readonly string[]): void => { login.asking = null; resolve(ids); };
      login.asking = { choices: choices.map((choice) => ({ ...choice, connected: connected.has(choice.id) })), answer };
      signal.addEventListener('abort', () => answer([]), { once: true });
      deps.onPage();
    });
  }

  function save(request: ConnectRequest, connected: Connected): AppResult<AccountRow> {
    const now = clock.now();
    const { profile } = connected;
    const existing = request.accountId === undefined
      ? store.byRemote(request.brandId, request.network, connected.serverUrl, profile.remoteId)
      : store.byId(request.accountId);
    if (request.accountId !== undefined && (existing === null || existing.network !== request.network)) return err(appError('not-found'));
    // Signing in as somebody else must not turn one client's queue over to another's profile.
    if (existing !== null && (existing.remoteId !== profile.remoteId || existing.serverUrl !== connected.serverUrl)) {
      return err(appError('login-other-account', { expected: existing.handle, got: profile.handle }));
    }
    const id = existing?.id ?? deps.newId();
    const kept = secrets.set(secretName(id), connected.secret);
    if (!kept.ok) return kept;
    deps.sessions.newLogin(id);
    const facts = {
      serverUrl: connected.serverUrl, remoteId: profile.remoteId, handle: profile.handle, displayName: profile.displayName || profile.handle,
      profileUrl: profile.profileUrl, followers: profile.followers, limits: profile.limits, scopes: connected.scopes, missingScopes: connected.missingScopes,
      expiresAt: connected.expiresAt, loginEndsAt: connected.loginEndsAt ?? null, loginMethod: request.method, health: 'ok' as const, lastOkAt: now, lastErrorAt: null, lastErrorCode: null, deletedAt: null,
    };
    const row = existing === null
      ? store.insert({
        ...facts, id, brandId: request.brandId, network: request.network, avatarAssetId: null, pausedAt: null, nativeHandover: true,
        position: store.nextPosition(request.brandId), createdAt: now, updatedAt: now,
      })
      : store.update(id, facts, now);
    if (row === null) return err(appError('not-found'));
    store.wakeWaiting(id, now);
    deps.onConnected(row, existing !== null);
    return ok(row);
  }

  return {
    connect: async (request) => {
      const method = deps.connectors.get(request.network)?.login.find((m) => m.id === request.method);
      if (method === undefined || !store.brandExists(request.brandId)) return err(appError('not-found'));
      const security = secrets.state();
      if (security.kind === 'none') return err(appError('keyring-missing'));
      if (security.locked) return err(appError('vault-locked'));
      const fields = deps.appKeys.fill(request.network, method, request.appOf ?? null, request.fields);
      for (const field of method.fields) {
        if (field.required && (fields[field.id] ?? '').trim() === '') return err(appError('login-bad-input', { field: field.id }));
      }
      const abort = new AbortController();
      const login: Running = { abort, url: null, window: null, asking: null };
      running.set(request.loginId, login);
      let timedOut = false;
      const cancelTimer = clock.callAt(clock.now() + LOGIN_TIME, () => { timedOut = true; abort.abort(); });
      try {
        const connected = await method.login(fields, {
          openBrowser: (url) => { login.url = url; void open(request.loginId, url); },
          listen: deps.listen(abort.signal), inWindow: deps.inWindow(abort.signal, (window) => { login.window = window; deps.onPage(); }), choose: (choices) => ask(request, login, choices), signal: abort.signal,
        });
        if (!connected.ok) {
          return err(timedOut && connected.error.type === 'cancelled' ? appError('login-timed-out') : loginAppError(connected.error));
        }
        if (abort.signal.aborted) return err(appError(timedOut ? 'login-timed-out' : 'login-cancelled'));
        const saved = save(request, connected.value);
        if (!saved.ok) return saved;
        const others: AccountRow[] = [];
        // A reconnect is of one account.
        for (const other of request.accountId === undefined ? connected.value.others ?? [] : []) {
          const kept = save(request, other);
          if (!kept.ok) return kept;
          others.push(kept.value);
        }
        return ok({ ...saved.value, others });
      } finally {
        cancelTimer();
        running.delete(request.loginId);
      }
    },
    cancel: (loginId) => { running.get(loginId)?.abort.abort(); },
    isInWindow: (loginId) => (running.get(loginId)?.window ?? null) !== null,
    toBrowser: (loginId) => {
      const window = running.get(loginId)?.window ?? null;
      if (window === null) return err(appError('not-allowed-now'));
      window.toBrowser();
      return ok(null);
    },
    reopen: (loginId) => {
      const window = running.get(loginId)?.window ?? null;
      if (window !== null) {
        window.show();
        return ok(null);
      }
      const url = running.get(loginId)?.url ?? null;
      if (url === null) return err(appError('not-allowed-now'));
      void open(loginId, url);
      return ok(null);
    },
    choices: (loginId) => running.get(loginId)?.asking?.choices ?? null,
    choose: (loginId, ids) => {
      const asking = running.get(loginId)?.asking ?? null;
      if (asking === null) return err(appError('not-allowed-now'));
      asking.answer(ids);
      return ok(null);
    },
    page: (loginId) => (last?.loginId === loginId ? last.page : null),
    stop: () => { for (const login of running.values()) login.abort.abort(); },
  };
}
