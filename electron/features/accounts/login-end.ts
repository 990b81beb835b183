import { DAY, type Millis } from '#core/clock';
import type { AccountRow } from './account-store';

/** An end nearer than this is shown on Today and on Accounts. */
export const EXPIRY_WARNING: Millis = 7 * DAY;

/**
 * When a person has to sign in again, UTC ms; null: never, or nobody knows. The short token of a login that renews itself is no
 * end, but the renewing may have one.
 */
export function endOfLogin({ expiresAt, loginEndsAt }: Pick<AccountRow, 'expiresAt' | 'loginEndsAt'>, renewsItself: boolean): Millis | null {
  const ends = [loginEndsAt, renewsItself ? null : expiresAt].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
