import { ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';

export interface Chunk {
  /** Counts from 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where its first byte lies in the whole, and the one behind its last: `bytes START-(END-1)/TOTAL`. */
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

/**
 * Sends a large file piece by piece, one after the other. `send` makes one call and, when it went well, writes down how far it is
 * (`context.save`), so that a later attempt goes on with that chunk instead of from the beginning.
 * @param size of a chunk, bytes
 * @param first index of the chunk to begin with
 */
export async function sendChunks(whole: Uint8Array<ArrayBuffer>, size: number, first: number, send: (chunk: Chunk) => Promise<Result<unknown, ConnectorError>>): Promise<Result<null, ConnectorError>> {
  const total = whole.byteLength;
  for (let index = first; index * size < total; index += 1) {
    const start = index * size;
    const end = Math.min(start + size, total);
    const sent = await send({ index, bytes: whole.subarray(start, end), start, end, total });
    if (!sent.ok) return sent;
  }
  return ok(null);
}
