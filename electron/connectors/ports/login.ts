import type { Millis } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Result } from '#core/result';
import type { AccountProfile } from './account';

export interface Connected {
  readonly serverUrl: string;
  readonly profile: AccountProfile;
  readonly secret: JsonObject;
  /** Of the token in hand. */
  readonly expiresAt: Millis | null;
  /** When the login ends for good, however often it is renewed; absent: renewing keeps it alive, or without `refresh` it ends with its token. */
  readonly loginEndsAt?: Millis | null;
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  /** Further accounts that the person chose in the same login. */
  readonly others?: readonly Connected[];
}

export type LoginError =
  | { readonly type: 'cancelled' }
  | { readonly type: 'timed-out' }
  | { readonly type: 'denied' }
  /** The answer did not belong to our question: wrong state, wrong issuer, used twice. */
  | { readonly type: 'forged'; readonly detail: string }
  | { readonly type: 'not-found'; readonly detail: string }
  /** The login is right, and leads to nothing that can be connected. */
  | { readonly type: 'no-account'; readonly detail: string }
  | { readonly type: 'wrong-password' }
  /** The login is right, and the account is switched off or was taken down: logging in again changes nothing. */
  | { readonly type: 'account-closed'; readonly detail: string }
  | { readonly type: 'bad-input'; readonly field: string }
  /** `port`: it is this machine that has no room: another program listens there, where the network's answer was to come. */
  | { readonly type: 'unreachable'; readonly detail: string; readonly port?: number }
  | { readonly type: 'server-lied'; readonly detail: string };

/** Field and label words live in the window's messages under `login.<network>.<method>.<field>`. */
export interface LoginField {
  readonly id: string;
  readonly kind: 'text' | 'password';
  readonly required: boolean;
}

export interface LoopbackRedirect {
  /** `http://127.0.0.1:PORT/callback` */
  readonly url: string;
  /** Resolves once with the query of the one answer that carries our `state`; anything else is shown an error page and ignored. */
  readonly answer: (state: string) => Promise<Result<URLSearchParams, LoginError>>;
  readonly close: () => Promise<void>;
}

/**
 * Shows a login page in a window of our own, in a session that is thrown away, and catches the way back to `redirect`, a registered
 * https address, before anything is asked of it. Resolves once with the query of the one answer that carries `state`.
 * `in-browser`: there can be no window, or the person would rather use their own browser.
 */
export type InWindow = (page: { readonly url: string; readonly redirect: string; readonly state: string }) => Promise<Result<URLSearchParams, LoginError> | 'in-browser'>;

/** One of several accounts that a login leads to, such as a Page. */
export interface LoginChoice {
  readonly id: string;
  readonly name: string;
}

export interface LoginContext {
  /** Opens the system browser. */
  readonly openBrowser: (url: string) => void;
  /** It always waits on 127.0.0.1; `host` is how the redirect names that, for networks that take only `localhost`. */
  readonly listen: (options?: { readonly path?: string; readonly port?: number; readonly host?: '127.0.0.1' | 'localhost' }) => Promise<LoopbackRedirect>;
  /** For networks that lead back to a registered https address only. Absent: nobody can show a window. */
  readonly inWindow?: InWindow;
  /** Asks the person which of several accounts to connect; none when the login is given up. Absent: nobody can be asked, and the first is taken. */
  readonly choose?: (choices: readonly LoginChoice[]) => Promise<readonly string[]>;
  readonly signal: AbortSignal;
}

export interface LoginMethod {
  /** `oauth-page`: at another network, by the Page that the account belongs to. */
  readonly id: 'oauth' | 'oauth-page' | 'app-password';
  readonly fields: readonly LoginField[];
  readonly login: (fields: Readonly<Record<string, string>>, context: LoginContext) => Promise<Result<Connected, LoginError>>;
  /**
   * What the sealed secret of an account holds of the person's own app, by the field it was typed in, so that a further login need
   * not ask for it. Absent where the network has no such apps.
   */
  readonly kept?: (secret: JsonObject) => Readonly<Record<string, string>>;
}
