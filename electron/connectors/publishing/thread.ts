import { z } from 'zod';
import type { Json } from '#core/json';
import type { Result } from '#core/result';
import { ok } from '#core/result';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { CommitOutcome, Found, OutgoingPart, PublishContext } from '../ports/publish';

/** What is saved of a part that is out. A post that is no thread is a thread of one part. */
export const savedPart = z.object({ id: z.string(), url: z.string() });
export type SavedPart = z.infer<typeof savedPart>;

type Saved = Pick<PublishContext, 'saved'>;

export const partStep = (index: number): string => `part:${index}`;
export const readPart = ({ saved }: Saved, index: number): SavedPart | null => savedPart.safeParse(saved[partStep(index)]).data ?? null;

/** When a part was first sent and nobody knows what became of it, UTC ms: for networks that take no key. */
export const triedStep = (index: number): string => `tried:${index}`;
export function readTried({ saved }: Saved, index: number): number | null {
  const at = saved[triedStep(index)];
  return typeof at === 'number' ? at : null;
}

/** Names a publication to the engine where the network takes no key of ours. */
export const chooseKey = (now: number, randomBytes: (length: number) => Uint8Array): string => `${now.toString(36)}-${Buffer.from(randomBytes(16)).toString('hex')}`;
/** Each part of a thread has its own key, all made from the one that was written down. */
export const partKey = (key: string, index: number): string => (index === 0 ? key : `${key}.${index}`);

export const published = ({ id, url }: SavedPart): Extract<Found, { readonly type: 'published' }> => ({ type: 'published', remoteId: id, permalink: url });

/** A part that is out, and the network's own words about it. */
export interface Posted {
  readonly part: SavedPart;
  readonly log: NetworkAnswer | null;
}

/**
 * Posts the parts that are not out yet, in their order, and saves each before the next one is begun.
 * @param post posts one part; `replyTo` is the id of the part before it, null for the first
 */
export async function commitThread(
  context: PublishContext,
  post: (part: OutgoingPart, p: number, replyTo: string | null) => Promise<Result<Posted, ConnectorError>>,
): Promise<CommitOutcome> {
  let first: SavedPart | null = null;
  let last: SavedPart | null = null;
  let log: NetworkAnswer | null = null;
  for (const [p, part] of context.outgoing.parts.entries()) {
    let done: SavedPart | null = readPart(context, p);
    if (done === null) {
      const posted: Result<Posted, ConnectorError> = await post(part, p, last?.id ?? null);
      if (!posted.ok) return posted.error;
      ({ part: done, log } = posted.value);
      context.save(partStep(p), done);
    }
    first ??= done;
    last = done;
  }
  if (first === null) return { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' };
  return { ...published(first), ...(log === null ? {} : { answer: log }) };
}

/** What a look for one part came to. */
export type Sought =
  | { readonly type: 'published'; readonly part: SavedPart }
  | { readonly type: 'absent' }
  | Extract<Found, { readonly type: 'cannot-tell' }>;

export interface Place {
  /** Ids of the first part and of the part before this one; null for the first. */
  readonly root: string | null;
  readonly parent: string | null;
  /** Posts that are known to be other parts. */
  readonly taken: ReadonlySet<string>;
}

/** Looks for the parts that are not known to be out, in their order, and saves those that are found, so that `commit` goes on behind them. */
export async function findThread(
  context: PublishContext,
  seek: (part: OutgoingPart, p: number, place: Place) => Result<Sought, ConnectorError> | Promise<Result<Sought, ConnectorError>>,
): Promise<Result<Found, ConnectorError>> {
  const { parts } = context.outgoing;
  const taken = new Set(parts.flatMap((_, p) => readPart(context, p)?.id ?? []));
  const found: SavedPart[] = [];
  for (const [p, part] of parts.entries()) {
    let done = readPart(context, p);
    if (done === null) {
      const sought = await seek(part, p, { root: found[0]?.id ?? null, parent: found.at(-1)?.id ?? null, taken });
      if (!sought.ok) return sought;
      if (sought.value.type === 'cannot-tell') return ok(sought.value);
      if (sought.value.type === 'absent') return ok({ type: found.length === 0 ? 'absent' : 'partly' });
      done = sought.value.part;
      taken.add(done.id);
      context.save(partStep(p), done);
    }
    found.push(done);
  }
  const [first] = found;
  return ok(first === undefined ? { type: 'absent' } : published(first));
}

/** The posts to delete for one publication: the parts of its thread, the last first, and `remoteId` at the end. */
export function idsLastFirst(saved: Readonly<Record<string, Json>>, remoteId: string): readonly string[] {
  const parts: string[] = [];
  for (let p = 0; ; p += 1) {
    const part = readPart({ saved }, p);
    if (part === null) break;
    parts.unshift(part.id);
  }
  return [...parts.filter((id) => id !== remoteId), remoteId];
}
