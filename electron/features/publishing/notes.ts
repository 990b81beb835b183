import { createHash } from 'node:crypto';
import type { Millis } from '#core/clock';
import type { EditedPost } from '#core/contract/publishing';
import type { Json, JsonObject } from '#core/json';
import type { Job } from './publishing-store';

/**
 * What the engine itself remembers of a publication, kept beside the connector's saved steps under one key
 * that connectors never see.
 */
export interface Notes {
  /** Fingerprint of what was prepared or sent. */
  readonly content?: string;
  /** The network works on it: what to ask about. */
  readonly ref?: string;
  /** A part of a thread is public: `commit` goes on from there when `wake_at` comes. */
  readonly resume?: true;
  /** The connector saved a part that is public. */
  readonly partsOut?: true;
  readonly looks?: number;
  readonly unsureSince?: Millis;
  /** Tries in a row that certainly sent nothing. */
  readonly tries?: number;
  /** Already told in the activity log that it waits. */
  readonly waiting?: 'offline';
  readonly metricsRead?: number;
  readonly verifyAgain?: true;
  /** A change of the live post that was begun, and not answered so that everything is known. */
  readonly edit?: EditedPost;
  /** Changes of the live post that the network took. */
  readonly edits?: number;
  /** Settled after the back-up that was put back at this moment: the network does not keep it, or a person was asked. */
  readonly heldAsked?: Millis;
  /** Looked for after the restore at this moment, or a person was asked: from then on this file knows all about it. */
  readonly soughtFor?: Millis;
  /** Nobody wants it sent any more: when it is certainly not out, it is cancelled. */
  readonly unwanted?: true;
  /** What the network was told when it took the post over. */
  readonly handover?: { readonly dueAt: Millis; readonly content: string; readonly state: 'kept' | 'unsure' | 'refused' | 'later'; readonly until?: Millis };
}

const KEY = 'linnet';

export const notesOf = (saved: JsonObject): Notes => (saved[KEY] ?? {}) as Notes;

/** Adds to the notes; `undefined` takes a note away. */
export function withNotes(saved: JsonObject, change: { readonly [K in keyof Notes]?: Notes[K] | undefined }): JsonObject {
  const merged = Object.fromEntries(Object.entries({ ...notesOf(saved), ...change }).filter(([, v]) => v !== undefined));
  return { ...saved, [KEY]: merged as Json };
}

/** What stays known of a publication that a person plans anew: what is out of it, and what has been asked about a restore. */
export function keptWhenReplanned(saved: JsonObject): JsonObject {
  const { partsOut, heldAsked, soughtFor } = notesOf(saved);
  if (partsOut === true) return saved;
  return heldAsked === undefined && soughtFor === undefined ? {} : withNotes({}, { heldAsked, soughtFor });
}

/** Connectors save what is public of a thread as `part:0`, `part:1`, ...; everything else that they save is preparation. */
export const isPublicPart = (step: string): boolean => step.startsWith('part:');

/** What the connector saved. */
export function stepsOf(saved: JsonObject): JsonObject {
  const { [KEY]: _notes, ...steps } = saved;
  return steps;
}

/** Changes whenever anything that would be sent changes. */
export const fingerprint = (job: Pick<Job, 'text' | 'media' | 'thread' | 'options'>): string =>
  createHash('sha256').update(JSON.stringify([job.text, job.media, job.thread, job.options])).digest('base64url').slice(0, 22);
