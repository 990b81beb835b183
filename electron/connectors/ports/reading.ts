import type { Millis } from '#core/clock';
import type { Result } from '#core/result';
import type { Session } from './account';
import type { ConnectorError } from './connector-error';

/** Counts as the network gives them; null where it gives none. */
export interface PostMetrics {
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly views: number | null;
}
/** Of the account itself, as the network gives them; null where it gives none. */
export interface AccountMetrics {
  readonly followers: number | null;
  readonly posts: number | null;
  /** Of everything it ever published. */
  readonly views: number | null;
}
export interface MetricsPort {
  /** Missing ids are posts that the network itself calls gone; one it merely tells nothing of has counts of null. */
  readonly posts: (session: Session, remoteIds: readonly string[], signal: AbortSignal) => Promise<Result<ReadonlyMap<string, PostMetrics>, ConnectorError>>;
  readonly account?: (session: Session, signal: AbortSignal) => Promise<Result<AccountMetrics, ConnectorError>>;
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
  /** `message`: nobody but those it names can read it. */
  readonly kind: 'comment' | 'mention' | 'message';
  readonly postRemoteId: string | null;
  readonly authorHandle: string;
  readonly authorName: string;
  readonly text: string;
  readonly at: Millis;
  readonly permalink: string | null;
}
/** Acts that a network lets no app do are absent. */
export interface InboxPort {
  readonly list: (session: Session, since: string | null, signal: AbortSignal) => Promise<Result<{ readonly items: readonly RemoteComment[]; readonly cursor: string | null }, ConnectorError>>;
  /**
   * Answers a comment; the answer is public at once. A lost answer is `unknown`: it may be there, so it is looked for before it is said again.
   * @param key chosen by `PublishPort.chooseKey` and written down before: the same one makes no second answer where the network keeps keys
   * @returns the id of the answer
   */
  readonly reply?: (session: Session, remoteId: string, text: string, signal: AbortSignal, key?: string) => Promise<Result<string, ConnectorError>>;
  /** The same again changes nothing. */
  readonly like?: (session: Session, remoteId: string, on: boolean, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  /** Takes a comment from everybody's sight, or shows it again; the same again changes nothing. */
  readonly hide?: (session: Session, remoteId: string, hidden: boolean, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  /** Deletes a comment for good; one that is gone already is a success. Of others' comments where the network lets the account. */
  readonly remove?: (session: Session, remoteId: string, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
}

export type Destination = Readonly<Record<'id' | 'name', string>>;
/** Places within one account that a publication goes to: boards and their sections, playlists. Which options hold their ids is in the network's facts. */
export interface DestinationPort {
  /** Those of the account (`parent` null), or those within one of them; only reads. */
  readonly list: (session: Session, parent: string | null, signal: AbortSignal) => Promise<Result<readonly Destination[], ConnectorError>>;
  readonly create: (session: Session, parent: string | null, name: string, signal: AbortSignal) => Promise<Result<Destination, ConnectorError>>;
}

/** What a network says, at this moment, of posts by this account. */
export interface PostTerms {
  /** The account as the network calls it now: the name people see, and the handle without its sign. */
  readonly name: string;
  readonly handle: string;
  /** By option, the only values it takes of this account. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Options that the account itself has switched off for everything it posts. */
  readonly off: readonly string[];
  readonly maxVideoMs: Millis | null;
  /** False: it takes no more posts for now. */
  readonly open: boolean;
}
/** For a network that must be asked before each post, and whose answer a person must see while writing; only reads. */
export interface TermsPort {
  readonly ask: (session: Session, signal: AbortSignal) => Promise<Result<PostTerms, ConnectorError>>;
}

/** A post of anybody's, found by its words. */
export interface FoundPost {
  readonly remoteId: string;
  readonly authorHandle: string;
  readonly authorName: string;
  readonly text: string;
  readonly at: Millis;
  readonly permalink: string | null;
  readonly metrics: PostMetrics;
}
export interface SearchPort {
  /** The newest first where the network has an order; only reads. @param cursor of the page before; null: the first */
  readonly posts: (session: Session, query: string, cursor: string | null, signal: AbortSignal) => Promise<Result<{ readonly posts: readonly FoundPost[]; readonly cursor: string | null }, ConnectorError>>;
}

/** What anybody may see of an account. */
export interface PublicProfile {
  readonly remoteId: string;
  readonly handle: string;
  readonly displayName: string;
  readonly profileUrl: string;
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts: number | null;
}
export interface ProfilePort {
  /** Null when nobody there has that handle; only reads. */
  readonly read: (session: Session, handle: string, signal: AbortSignal) => Promise<Result<PublicProfile | null, ConnectorError>>;
}
