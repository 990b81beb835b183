import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { AccountLimits, Allowance } from '#core/networks';
import type { Result } from '#core/result';
import type { ConnectorError } from './connector-error';

/** What a connector knows of an account while it works for it. */
export interface Session {
  readonly accountId: Id;
  /** Origin of the account's server, without a trailing slash: `https://mastodon.social`. */
  readonly serverUrl: string;
  readonly remoteId: string;
  readonly handle: string;
  readonly limits: AccountLimits | null;
  /** Tokens and keys, opaque to everybody but the connector. Read anew each time: another call may have renewed them meanwhile. */
  readonly secret: JsonObject;
  /** Call after a refresh, before the new token is used. */
  readonly saveSecret: (secret: JsonObject, expiresAt: Millis | null) => Promise<void>;
  /** Serialises refreshes of this account: two at once can kill a session. */
  readonly lock: <T>(work: () => Promise<T>) => Promise<T>;
  /** Hears what the network says is left, whenever it says so: in headers, or asked with the profile. Absent while an account is being connected. */
  readonly told?: (allowance: Allowance) => void;
}

export interface AccountProfile {
  readonly remoteId: string;
  /** As people write it, without a leading @: `studio@keramik.social`, `harrowandclay.co.uk`. */
  readonly handle: string;
  readonly displayName: string;
  readonly profileUrl: string;
  readonly avatarUrl: string | null;
  readonly followers: number | null;
  readonly limits: AccountLimits | null;
}

export interface AccountPort {
  /** Reads who we are: proves that the login works. */
  readonly profile: (session: Session, signal: AbortSignal) => Promise<Result<AccountProfile, ConnectorError>>;
  /** Renews the login when the network wants that. Absent where tokens do not expire. */
  readonly refresh?: (session: Session, signal: AbortSignal) => Promise<Result<{ readonly expiresAt: Millis | null }, ConnectorError>>;
  /** How long before its end a login is renewed, where an ended one cannot be renewed at all. Absent: shortly before. */
  readonly renewEarlyMs?: Millis;
  /** Best effort; never fails the disconnect. */
  readonly revoke?: (session: Session, signal: AbortSignal) => Promise<void>;
}
