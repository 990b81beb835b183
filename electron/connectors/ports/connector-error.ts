import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';

/** A network's own words, already redacted, for the disclosure in the activity log. */
export interface NetworkAnswer {
  /** "POST /api/v1/statuses" */
  readonly request: string;
  readonly status: number | null;
  /** At most 4,000 characters, secrets removed. */
  readonly body: string;
  readonly durationMs: Millis;
}

/** Why a network did not do what we asked. Every connector maps its API onto these. */
export type ConnectorError =
  /** The network says that the login is dead (a real invalid_grant or 401), never a 5xx or a lost line. */
  | { readonly type: 'reauth'; readonly answer?: NetworkAnswer }
  | { readonly type: 'rate-limited'; readonly retryAt: Millis; readonly answer?: NetworkAnswer }
  /** The same request can never work. */
  | { readonly type: 'rejected'; readonly reason: RejectReason; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Nothing was changed on the network (nothing was sent, or the call only read): may be repeated with back-off. */
  | { readonly type: 'unavailable'; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Sent, and no answer that tells. Never repeated blindly. */
  | { readonly type: 'unknown'; readonly detail: string; readonly answer?: NetworkAnswer }
  /** Our own abort signal stopped it before anything was sent, or while it only read. */
  | { readonly type: 'aborted' };
