import type { Millis } from '#core/clock';
import { DAY, SECOND } from '#core/clock';

/** No network asks for a longer wait; a larger number is a mistake or an attack on our patience. */
const LONGEST_WAIT: Millis = 31 * DAY;

const RESET_HEADERS = ['x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'] as const;
const REMAINING_HEADERS = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'] as const;

/**
 * When the server wants to hear from us again, UTC ms, or null when it does not say.
 * `Retry-After` (seconds or HTTP date, RFC 9110) goes first; the reset headers count only where the allowance is used up,
 * because servers send them with every answer. Mastodon writes the reset as ISO 8601, Bluesky and X as epoch seconds.
 */
export function readRetryAt(status: number, headers: Headers, now: Millis): Millis | null {
  const after = readWhen(headers.get('retry-after'), now);
  if (after !== null) return bound(after, now);
  const usedUp = status === 429 || REMAINING_HEADERS.some((name) => headers.get(name)?.trim() === '0');
  if (!usedUp) return null;
  for (const name of RESET_HEADERS) {
    const reset = readWhen(headers.get(name), now);
    if (reset !== null) return bound(reset, now);
  }
  return null;
}

/** When a window of calls begins anew, UTC ms; null where the header is absent or makes no sense. */
export function readResetAt(raw: string | null, now: Millis): Millis | null {
  const at = readWhen(raw, now);
  return at === null ? null : bound(at, now);
}

/** Seconds from now, epoch seconds, epoch milliseconds, ISO 8601 or an HTTP date. */
function readWhen(raw: string | null, now: Millis): Millis | null {
  const text = raw?.trim() ?? '';
  if (text === '') return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) {
    const n = Number(text);
    if (n > 1e12) return n;
    return n > 1e9 ? n * SECOND : now + n * SECOND;
  }
  // Date.parse reads much that is no date at all ("5 apples"); both legal forms have a year and a colon.
  if (!/\d{4}/.test(text) || !text.includes(':')) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function bound(at: Millis, now: Millis): Millis {
  return Math.round(Math.min(Math.max(at, now), now + LONGEST_WAIT));
}
