import type { Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { ConnectorError } from '../ports/connector-error';
import type { HttpAnswer, HttpFailure } from './http';

/** Whether a request could have changed something that people see. Only then is a lost answer `unknown`. */
export type Effect = 'reads' | 'commits';

/** A 429 that does not say how long: the commonest window of the networks. */
const SILENT_LIMIT: Millis = 5 * MINUTE;

/** No answer. Nothing sent, or nothing that it could have changed: `unavailable`. Otherwise `unknown`. */
export function failureError(failure: HttpFailure, effect: Effect): ConnectorError {
  if (failure.type === 'aborted' && (!failure.sent || effect === 'reads')) return { type: 'aborted' };
  const type = failure.sent && effect === 'commits' ? 'unknown' : 'unavailable';
  return { type, detail: `${failure.type}: ${failure.detail}`, answer: failure.log };
}

/**
 * The answers every network means alike: 401, 429, 5xx (which after a commit says nothing about the post), and a redirect that was
 * not followed, for then whoever answered was not the API. Null for everything else, which the connector maps itself.
 */
export function commonAnswerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status === 401) return { type: 'reauth', answer: answer.log };
  if (answer.status === 429) return { type: 'rate-limited', retryAt: answer.retryAt ?? now + SILENT_LIMIT, answer: answer.log };
  if (answer.status < 200 || (answer.status >= 300 && answer.status < 400) || answer.status === 408 || answer.status >= 500) {
    return { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: `HTTP ${answer.status}`, answer: answer.log };
  }
  return null;
}

/** Reasons that a status alone tells, on whatever network; null where its words must. */
export function reasonOfStatus(status: number): RejectReason | null {
  switch (status) {
    case 403: return 'forbidden';
    case 404:
    case 410: return 'not-found';
    case 413:
    case 415: return 'media-invalid';
    default: return null;
  }
}

/** A refusal in the network's words, which may repeat what we sent; without any, its status. */
export function refusal(answer: HttpAnswer, reason: RejectReason, words: string): Extract<ConnectorError, { readonly type: 'rejected' }> {
  return { type: 'rejected', reason, detail: answer.redact(words || `HTTP ${answer.status}`).slice(0, 500), answer: answer.log };
}
