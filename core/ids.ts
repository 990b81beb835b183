/** UUIDv7 text: sortable by creation time. The source of time and randomness is injected. */
export type Id = string;
export type NewId = () => Id;

/** @param randomBytes must return exactly the asked number of bytes. */
export function createIdSource(now: () => number, randomBytes: (length: number) => Uint8Array): NewId {
  let lastMs = 0;
  let sequence = 0;
  return () => {
    const ms = Math.max(now(), lastMs);
    // 12 bits of sequence keep ids made in one millisecond in order; a full sequence borrows the next millisecond.
    if (ms === lastMs) sequence += 1;
    else sequence = 0;
    lastMs = ms;
    if (sequence > 0xfff) {
      sequence = 0;
      lastMs += 1;
    }
    const random = randomBytes(8);
    const hex = lastMs.toString(16).padStart(12, '0');
    const tail = [...random].map((b) => b.toString(16).padStart(2, '0')).join('');
    const variant = ((Number.parseInt(tail.slice(0, 2), 16) & 0x3f) | 0x80).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${variant}${tail.slice(2, 4)}-${tail.slice(4)}`;
  };
}

/** Whether a text is an id of any source: a UUID as RFC 9562 writes it. */
export const isId = (text: string): text is Id => /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);
