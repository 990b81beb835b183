import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { FileSource } from '../ports/publish';

export interface Chunk {
  /** Counts from 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where its first byte lies in the whole, and the one behind its last: `bytes START-(END-1)/TOTAL`. */
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

/** How much of what a network asks for again it is sent, in whole files. */
const MOST_FILES = 4;

type Send = (chunk: Chunk) => Promise<Result<unknown, ConnectorError>>;

/**
 * Sends a large file piece by piece, one after the other, and holds one piece at a time. `send` makes one call and, when it went well,
 * writes down how far it is (`context.save`), so that a later attempt, of this run of Linnet or of another, goes on with that chunk
 * instead of from the beginning.
 * @param size of a chunk, bytes
 * @param first index of the chunk to begin with
 */
export async function sendChunks(file: FileSource, size: number, first: number, send: Send): Promise<Result<null, ConnectorError>> {
  for (let index = first; index * size < file.bytes; index += 1) {
    const sent = await sendOne(file, index, index * size, Math.min((index + 1) * size, file.bytes), send);
    if (!sent.ok) return sent;
  }
  return ok(null);
}

/**
 * The same where the network says itself which bytes it wants next: what `send` answers is where the next piece begins. It ends when
 * that is the end of the file. A network that has lost some may ask for them again; one that asks for the same byte three times
 * running, or for as much as several whole files, is out of order.
 * @param size of a piece, at most
 * @param from the byte to begin with: what the network says it has, asked for after a restart
 */
export async function sendFrom(file: FileSource, size: number, from: number, send: (chunk: Chunk) => Promise<Result<number, ConnectorError>>): Promise<Result<null, ConnectorError>> {
  let stuck = 0;
  let sentBytes = 0;
  for (let index = 0, start = from; start < file.bytes; index += 1) {
    let next = start;
    sentBytes += Math.min(size, file.bytes - start);
    const sent = await sendOne(file, index, start, Math.min(start + size, file.bytes), async (chunk) => {
      const answer = await send(chunk);
      if (answer.ok) next = answer.value;
      return answer;
    });
    if (!sent.ok) return sent;
    stuck = next > start ? 0 : stuck + 1;
    if (!Number.isSafeInteger(next) || next < 0 || next > file.bytes || stuck >= 3 || (next < file.bytes && sentBytes > MOST_FILES * file.bytes)) return err({ type: 'unavailable', detail: 'the network does not take the file further' });
    start = next;
  }
  return ok(null);
}

/** The parts that a network has cut the file into itself; `parts` are those that are not there yet. `end` is the byte behind the last. */
export async function sendParts(file: FileSource, parts: readonly Pick<Chunk, 'index' | 'start' | 'end'>[], send: Send): Promise<Result<null, ConnectorError>> {
  for (const { index, start, end } of parts) {
    if (!(start >= 0 && start < end && end <= file.bytes)) return err({ type: 'unavailable', detail: 'the network asks for bytes that the file does not have' });
    const sent = await sendOne(file, index, start, end, send);
    if (!sent.ok) return sent;
  }
  return ok(null);
}

async function sendOne(file: FileSource, index: number, start: number, end: number, send: Send): Promise<Result<unknown, ConnectorError>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await file.readRange(start, end);
  } catch (cause) {
    return err({ type: 'rejected', reason: 'media-invalid', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` });
  }
  return send({ index, bytes, start, end, total: file.bytes });
}
