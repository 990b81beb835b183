import type { Json, JsonObject } from '#core/json';
import type { Result } from '#core/result';
import type { Session } from './account';
import type { ConnectorError } from './connector-error';

/** One part of a post that is out; a post that is no thread has one. */
export interface EditedPart {
  readonly text: string;
  /** Of its pictures and videos, in their order. */
  readonly alts: readonly string[];
}
export interface EditedPost {
  readonly parts: readonly EditedPart[];
  /** All of them, as a person chose; only those that the port names differ. */
  readonly options: JsonObject;
}

export interface EditContext {
  readonly session: Session;
  readonly remoteId: string;
  /** As it was published, or edited last. It has as many parts, and as many pictures in each, as `after`. */
  readonly before: EditedPost;
  readonly after: EditedPost;
  /**
   * Nobody knows what became of an earlier try: a part that is as `before` may say something else by now, so each is sent.
   * Absent: the network says what `before` says.
   */
  readonly unsure?: true;
  /** What publishing saved, for the parts of a thread. */
  readonly saved: Readonly<Record<string, Json>>;
  readonly signal: AbortSignal;
}

/** Changes a post that is out, in place. Pictures themselves stay as they are. */
export interface EditPort {
  /** The words for people who cannot see a picture can be changed too. */
  readonly altText: boolean;
  /** The text can be changed. Absent: it can; false where only options are. */
  readonly text?: false;
  /** Options that can be changed, by their names in the network's facts; all others are as they were published. */
  readonly options: readonly string[];
  /**
   * Makes the live post say `after`. Doing it again with the same words must change nothing more, so that an answer that was lost
   * (`unknown`) is simply asked for again. A thread goes part by part, the first one first.
   */
  readonly apply: (context: EditContext) => Promise<Result<null, ConnectorError>>;
}
