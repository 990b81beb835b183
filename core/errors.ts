import type { Result } from './result';

/**
 * Every failure a person can meet, as a code. The words are in `renderer/messages/errors.ts` (what happened, what it
 * means, what to do); a code without words does not compile.
 */
export const errorCodes = [
  'not-found', 'stale-version', 'not-allowed-now', 'name-taken', 'name-empty', 'zone-unknown',
  'time-past', 'time-malformed', 'no-slots', 'no-accounts', 'has-problems', 'already-published', 'being-published',
  'nothing-to-undo', 'undo-outdated',
  'media-unreadable', 'media-type', 'media-too-big', 'media-too-many-pixels', 'media-empty', 'media-heic', 'media-too-narrow', 'video-without-picture', 'media-elsewhere', 'disk-full', 'read-only', 'file-busy',
  'login-cancelled', 'login-timed-out', 'login-denied', 'login-forged', 'login-not-found', 'login-wrong-password', 'login-account-closed', 'login-no-account', 'login-bad-input',
  'login-unreachable', 'login-port-taken', 'login-server-lied', 'login-other-account', 'network-unavailable', 'signed-out', 'rate-limited', 'network-refused', 'outcome-unknown',
  'keyring-missing', 'vault-locked', 'vault-wrong-passphrase', 'vault-too-short',
  'backup-not-found', 'backup-damaged', 'link-unknown', 'link-elsewhere', 'no-browser', 'offline', 'busy', 'cancelled', 'not-read', 'defect',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface AppError {
  readonly code: ErrorCode;
  /** Values for the words: names, counts, limits. Never secrets. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Somebody else's words (a network, the OS), shown behind a disclosure. */
  readonly detail?: string;
}
export type AppResult<T> = Result<T, AppError>;

export const appError = (code: ErrorCode, params?: AppError['params'], detail?: string): AppError => ({
  code, ...(params === undefined ? {} : { params }), ...(detail === undefined ? {} : { detail }),
});
