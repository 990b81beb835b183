import { SECOND, type Millis } from '#core/clock';
import type { Allowance } from '#core/networks';
import { readResetAt } from './retry-after';

const NAMES = ['x-ratelimit', 'ratelimit', 'x-rate-limit'] as const;

/** The first number: Pinterest writes `1000, 100;w=1`. */
const numberOf = (raw: string | null): number | null => {
  const digits = /^\s*(\d{1,15})/.exec(raw ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
};

/** How long the window of `ratelimit-policy: 5000;w=3600` is; null where there is no such header. */
export const windowOf = (headers: Headers): Millis | null => {
  const seconds = /;\s*w=(\d{1,9})/.exec(headers.get('ratelimit-policy') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * SECOND;
};

/** What the rate-limit headers of an answer say is left, or null when they say nothing that makes sense. @param names how the network's headers begin */
export function readAllowance(headers: Headers, now: Millis, unit: Allowance['unit'], names: readonly string[] = NAMES): Allowance | null {
  for (const name of names) {
    const limit = numberOf(headers.get(`${name}-limit`));
    const left = numberOf(headers.get(`${name}-remaining`));
    if (limit === null || left === null || limit === 0 || left > limit) continue;
    return { unit, limit, left, resetsAt: readResetAt(headers.get(`${name}-reset`), now) };
  }
  return null;
}
