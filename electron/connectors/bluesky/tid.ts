import type { Millis } from '#core/clock';

/**
 * Record keys of Bluesky: 64 bits as 13 letters that sort by time (53 bits of microseconds, 10 bits of clock id).
 * Source: atproto.com/specs/tid, lexicon key type `tid` of app.bsky.feed.post. Checked 2026-11-22.
 */
const LETTERS = '234567abcdefghijklmnopqrstuvwxyz';

export function createTid(now: Millis, clockId: number, offsetMicros = 0): string {
  let value = (BigInt(Math.floor(now * 1000) + offsetMicros) << 10n) | BigInt(clockId & 0x3ff);
  let text = '';
  for (let i = 0; i < 13; i += 1) {
    text = (LETTERS[Number(value & 31n)] ?? '2') + text;
    value >>= 5n;
  }
  return text;
}

/** When a key was made, UTC ms; null for a key of another kind. */
export function tidTime(key: string): Millis | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(key)) return null;
  let value = 0n;
  for (const letter of key) value = (value << 5n) | BigInt(LETTERS.indexOf(letter));
  return Number((value >> 10n) / 1000n);
}

/** The key of a later part of a thread: the first part's key some microseconds on, so the parts sort in order. */
export function partTid(first: string, part: number): string {
  let value = 0n;
  for (const letter of first) value = (value << 5n) | BigInt(Math.max(0, LETTERS.indexOf(letter)));
  value += BigInt(part) << 10n;
  let text = '';
  for (let i = 0; i < 13; i += 1) {
    text = (LETTERS[Number(value & 31n)] ?? '2') + text;
    value >>= 5n;
  }
  return text;
}
