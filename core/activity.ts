/** What can happen to a post or an account, as codes; words in `renderer/messages/activity.ts`. */
export const activityCodes = [
  // planning
  'post-created', 'post-deleted', 'post-restored', 'post-deleted-for-good', 'post-duplicated', 'scheduled', 'moved', 'unscheduled', 'held', 'resumed', 'cancelled',
  // publishing: one code for each step of an attempt
  'due', 'attempt-written', 'prepare-started', 'media-accepted', 'prepared', 'commit-started', 'published', 'part-published', 'comment-refused', 'processing',
  'rejected', 'signed-out', 'rate-limited', 'unavailable', 'no-answer', 'recovered-after-crash', 'offline-waiting', 'stopped-by-pause',
  // after the fact
  'looked-found', 'looked-absent', 'looked-cannot-tell', 'look-failed', 'replayed', 'unconfirmed', 'verified', 'verify-gone', 'missed', 'sent-late',
  'person-says-there', 'person-says-send', 'person-says-drop', 'retry-asked', 'removed-from-network', 'remove-failed', 'edited-on-network', 'edit-failed',
  'handed-over', 'hand-over-found', 'hand-over-moved', 'hand-over-taken-back', 'hand-over-published', 'held-unclear', 'held-unknown', 'carried-over', 'preflight-stopped',
  // accounts
  'account-connected', 'account-reconnected', 'account-disconnected', 'account-removed', 'account-tested', 'account-test-failed', 'token-renewed', 'token-renew-failed',
  'metrics-read', 'paused-all', 'resumed-all',
] as const;
export type ActivityCode = (typeof activityCodes)[number];
