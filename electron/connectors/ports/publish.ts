import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { Json, JsonObject } from '#core/json';
import type { Result } from '#core/result';
import type { Session } from './account';
import type { ConnectorError, NetworkAnswer } from './connector-error';

/** A file that is sent as it is read, however large it is. */
export interface FileSource {
  readonly bytes: number;
  /**
   * Bytes `from` to `to`, `to` exclusive; both within the file. Throws where the disk no longer gives them.
   * What is asked for is held in memory, so ask for pieces.
   */
  readonly readRange: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;
}

export interface OutgoingMedia extends FileSource {
  readonly assetId: Id;
  /** While something is only looked for, `mime`, `bytes` and the measures are empty; the kind is true also then. */
  readonly kind: 'image' | 'video';
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  /** null for pictures, and where the file does not say. */
  readonly durationMs: Millis | null;
  readonly alt: string;
  /** Reads the rendition fitted for this network, whole. Only for pictures: a video may be larger than memory, so it goes by `readRange`. */
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
  | {
      readonly type: 'published'; readonly remoteId: string; readonly permalink: string; readonly answer?: NetworkAnswer;
      /** It is out for good without the first comment it was to have; why, in the network's own words. */
      readonly commentRefused?: { readonly detail: string; readonly answer?: NetworkAnswer };
    }
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
   * Where that depends on the account's server (Mastodon), it is null without a session, and where only our clock, which may have been
   * set since, says how old the key is. To be asked after a look, which brings the server's own time.
   */
  readonly replaySafeUntil: (committedAt: Millis, session: Session | undefined, saved: Readonly<Record<string, Json>>) => Millis | null;
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
