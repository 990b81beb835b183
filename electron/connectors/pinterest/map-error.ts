import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer } from './api-types';

/**
 * Reasons by status. The numbers in Pinterest's errors are not in its OpenAPI description and not confirmed (235 a picture, 29 an
 * app on trial access, 40 and 50 a board or Pin that is gone), so nothing hangs on them but the two words below.
 */
const BY_STATUS: Readonly<Record<number, RejectReason>> = { 400: 'invalid', 403: 'forbidden', 404: 'not-found', 413: 'media-invalid', 422: 'invalid' };

/** Null where the network did what it was asked. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = errorAnswer.safeParse(answer.json);
  const message = said.success ? answer.redact(said.data.message).slice(0, 500) : `HTTP ${answer.status}`;
  // A Pin that Pinterest holds for spam stays one, however long we wait; unconfirmed, so only where it says the word.
  if (answer.status === 429 && /\bspam\b/i.test(message)) return { type: 'rejected', reason: 'forbidden', detail: message, answer: answer.log };
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  // Two sections made at once: the spec's 409, nothing was done.
  if (answer.status === 409) return { type: 'unavailable', detail: message, answer: answer.log };
  const picture = answer.status === 400 && /\b(image|picture|media)\b/i.test(message);
  return { type: 'rejected', reason: picture ? 'media-invalid' : (BY_STATUS[answer.status] ?? 'other'), detail: message, answer: answer.log };
}
