import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { Json, JsonObject } from '#core/json';
import type { AccountLimits, Allowance, NetworkId } from '#core/networks';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { Result } from '#core/result';

/**
 * The ports of a network. A missing optional port *is* the statement that the network cannot do it;
 * generic code never asks which network it talks to.
 */
export interface Connector {
  readonly id: NetworkId;
  readonly login: readonly LoginMethod[];
  readonly account: AccountPort;
  readonly publish: PublishPort;
  readonly nativeSchedule?: NativeSchedulePort;
  readonly metrics?: MetricsPort;
  readonly inbox?: InboxPort;
  readonly mentions?: MentionPort;
  readonly destinations?: DestinationPort;
}
export type ConnectorRegistry = ReadonlyMap<NetworkId, Connector>;

// ---- errors -------------------------------------------------------------------------------------------------------

/** A network's own words, already redacted, for the disclosure in the activity log. */
export interface NetworkAnswer {
  /** "POST /api/v1/statuses" */
  readonly request: string;
  readonly status: number | null;
  /** At most 4,000 characters, secrets removed. */
  readonly body: string;
  readonly durationMs: Millis;
}
export type { RejectReason };

/** Why a network did not do what we asked. Every connector maps its API onto these. */
export type ConnectorError =
  /** The network says that the login is dead (a real invalid_grant or 401), never a 5xx or a lost line. */
  | { readonly type: 'reauth'; readonly answer?: NetworkAnswer }
  | { readonly type: 'rate-limited'; readonly retryAt: Millis; readonly answer?: NetworkAnswer }
  /** The same request can never work. */
  | { readonly type: 'rejected'; readonly reason: RejectReason; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Nothing was changed on the network (nothing was sent, or the call only read): may be repeated with back-off. */
  | { readonly type: 'unavailable'; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Sent, and no answer that tells. Never repeated blindly. */
  | { readonly type: 'unknown'; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Our own abort signal stopped it before anything was sent, or while it only read. */
  | { readonly type: 'aborted' };

// ---- accounts -----------------------------------------------------------------------------------------------------

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
}

export type LoginError =
  | { readonly type: 'cancelled' }
  | { readonly type: 'timed-out' }
  | { readonly type: 'denied' }
  /** The answer did not belong to our question: wrong state, wrong issuer, used twice. */
  | { readonly type: 'forged'; readonly detail: string }
  | { readonly type: 'not-found'; readonly detail: string }
  | { readonly type: 'wrong-password' }
  | { readonly type: 'bad-input'; readonly field: string }
  | { readonly type: 'unreachable'; readonly detail: string }
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

export interface LoginContext {
  /** Opens the system browser. */
  readonly openBrowser: (url: string) => void;
  /** It always waits on 127.0.0.1; `host` is how the redirect names that, for networks that take only `localhost`. */
  readonly listen: (options?: { readonly path?: string; readonly port?: number; readonly host?: '127.0.0.1' | 'localhost' }) => Promise<LoopbackRedirect>;
  readonly signal: AbortSignal;
}

export interface LoginMethod {
  readonly id: 'oauth' | 'app-password';
  readonly fields: readonly LoginField[];
  readonly login: (fields: Readonly<Record<string, string>>, context: LoginContext) => Promise<Result<Connected, LoginError>>;
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

// ---- publishing ---------------------------------------------------------------------------------------------------

export interface OutgoingMedia {
  readonly assetId: Id;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** Reads the rendition fitted for this network. */
  readonly read: () => Promise<Uint8Array>;
}
export interface OutgoingPart {
  readonly text: string;
  readonly media: readonly OutgoingMedia[];
}
export interface Outgoing {
  /** At least one; more than one is a thread. */
  readonly parts: readonly OutgoingPart[];
  readonly options: JsonObject;
  /** The moment it was meant for, UTC ms. */
  readonly dueAt: Millis;
}

export interface PublishContext {
  readonly session: Session;
  readonly outgoing: Outgoing;
  /** The same before and after a restored back-up, whatever else that has forgotten. */
  readonly publicationId: Id;
  /** Chosen by `chooseKey` and written down before the first byte; the same over all attempts of one publication. */
  readonly key: string;
  /** Results of steps that earlier calls (or earlier runs of the app) saved. */
  readonly saved: Readonly<Record<string, Json>>;
  /**
   * Writes a step's result durably before it returns. Call it after every answer that gives something back.
   * A part that is public is saved as `part:0`, `part:1`, ...: those steps alone tell the engine that something is out.
   */
  readonly save: (step: string, value: Json) => void;
  /** When the commit call was first begun, or null when it never was. */
  readonly committedAt: Millis | null;
  /** What is looked for may have been sent under another key, which a restored back-up has forgotten: its words must tell. */
  readonly byWords?: true;
  readonly signal: AbortSignal;
}

export type CommitOutcome =
  | { readonly type: 'published'; readonly remoteId: string; readonly permalink: string; readonly answer?: NetworkAnswer }
  /** The network works on it; ask `check(ref)` at `checkAt`. */
  | { readonly type: 'processing'; readonly ref: string; readonly checkAt: Millis; readonly answer?: NetworkAnswer }
  | ConnectorError;

export type Found =
  | { readonly type: 'published'; readonly remoteId: string; readonly permalink: string }
  /** Part of a thread is there; `commit` goes on from what was saved. */
  | { readonly type: 'partly' }
  /** We could read everything since the commit and it is not there. */
  | { readonly type: 'absent' }
  /** Looked, and the network cannot tell (too many posts since, list not readable). */
  | { readonly type: 'cannot-tell'; readonly detail: string };

export interface PublishPort {
  /** The idempotency key or remote key of a new publication. Pure but for its arguments. */
  readonly chooseKey: (now: Millis, randomBytes: (length: number) => Uint8Array) => string;
  /** Uploads and containers; harmless to repeat, saves each step. Nothing becomes public. */
  readonly prepare: (context: PublishContext) => Promise<Result<null, ConnectorError>>;
  /** The call that makes it public. The engine calls it once for each decision to send. A thread goes on from saved parts. */
  readonly commit: (context: PublishContext) => Promise<CommitOutcome>;
  /** Read-only. */
  readonly check: (context: PublishContext, ref: string) => Promise<CommitOutcome>;
  /** Read-only search for what an attempt without an answer may have made. */
  readonly findPublished: (context: PublishContext) => Promise<Result<Found, ConnectorError>>;
  /**
   * Until when repeating `commit` with the same key cannot make a second post; Infinity for ever, null never.
   * Where that depends on the account's server (Mastodon), it is null without a session.
   */
  readonly replaySafeUntil: (committedAt: Millis, session?: Session) => Millis | null;
  /**
   * Which post of this account an address shows, as copied from a browser; null for anything else. Asks nobody.
   * `remoteId` is null where a server's addresses do not tell; `permalink` has no query and no fragment.
   */
  readonly postAt: (session: Session, url: URL) => { readonly remoteId: string | null; readonly permalink: string } | null;
  /** Reads the post once to prove that it is live. */
  readonly fetchPost: (session: Session, remoteId: string, signal: AbortSignal) => Promise<Result<'live' | 'gone', ConnectorError>>;
  /**
   * Deleting what is already gone is a success. A thread goes part by part, the last first, and may be asked for again after a failure.
   * @param saved what publishing saved, for the parts of a thread
   */
  readonly remove: (session: Session, remoteId: string, signal: AbortSignal, saved?: Readonly<Record<string, Json>>) => Promise<Result<null, ConnectorError>>;
  /** How many commits may run at once for the whole network and for one account. */
  readonly concurrency: { readonly network: number; readonly account: number };
}

/** A post that the network keeps and has not published yet. */
export interface HeldPost {
  readonly ref: string;
  readonly dueAt: Millis;
  /** As it was sent. */
  readonly text: string;
  readonly mediaCount: number;
  /** The publication that was handed over as this post; null where the network does not say. */
  readonly publicationId: Id | null;
}

/** The network keeps the post and publishes it by itself. */
export interface NativeSchedulePort {
  /** The due time must be at least this far ahead. */
  readonly minLeadMs: Millis;
  readonly maxLeadMs: Millis;
  /**
   * Same rules as `commit`: one call, outcome known or unknown. `processing.ref` is the scheduled id.
   * `committedAt` is of this hand-over: one that was taken back and is handed over anew is another call to the network.
   */
  readonly schedule: (context: PublishContext) => Promise<CommitOutcome>;
  readonly reschedule: (session: Session, ref: string, dueAt: Millis, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  readonly cancel: (session: Session, ref: string, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  /** Everything that the network keeps of this account; only reads. `complete`: nothing was left out. */
  readonly held: (context: PublishContext) => Promise<Result<{ readonly posts: readonly HeldPost[]; readonly complete: boolean }, ConnectorError>>;
  /** What became of it: still waiting, gone out, or gone. */
  readonly status: (context: PublishContext, ref: string) => Promise<Result<{ readonly type: 'waiting' } | Found, ConnectorError>>;
}

// ---- reading ------------------------------------------------------------------------------------------------------

/** Counts as the network gives them; null where it gives none. */
export interface PostMetrics {
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly views: number | null;
}
export interface MetricsPort {
  /** Missing ids are posts that the network itself calls gone; one it merely tells nothing of has counts of null. */
  readonly posts: (session: Session, remoteIds: readonly string[], signal: AbortSignal) => Promise<Result<ReadonlyMap<string, PostMetrics>, ConnectorError>>;
}

/** Whether those whom a text mentions are there; where the network can be asked without a login. */
export interface MentionPort {
  /** The handles that the network would read as mentions, as they are written and without the sign. */
  readonly find: (text: string) => readonly string[];
  /** An error means that nobody could tell. */
  readonly exists: (handle: string, signal: AbortSignal) => Promise<Result<boolean, ConnectorError>>;
}

export interface RemoteComment {
  readonly remoteId: string;
  readonly kind: 'comment' | 'mention';
  readonly postRemoteId: string | null;
  readonly authorHandle: string;
  readonly authorName: string;
  readonly text: string;
  readonly at: Millis;
  readonly permalink: string | null;
}
export interface InboxPort {
  readonly list: (session: Session, since: string | null, signal: AbortSignal) => Promise<Result<{ readonly items: readonly RemoteComment[]; readonly cursor: string | null }, ConnectorError>>;
}

export type Destination = Readonly<Record<'id' | 'name', string>>;
/** Places within one account that a publication goes to: boards and their sections, playlists. Which options hold their ids is in the network's facts. */
export interface DestinationPort {
  /** Those of the account (`parent` null), or those within one of them; only reads. */
  readonly list: (session: Session, parent: string | null, signal: AbortSignal) => Promise<Result<readonly Destination[], ConnectorError>>;
  readonly create: (session: Session, parent: string | null, name: string, signal: AbortSignal) => Promise<Result<Destination, ConnectorError>>;
}
