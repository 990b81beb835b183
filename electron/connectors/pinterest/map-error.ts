import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, reasonOfStatus, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer } from './api-types';

/**
 * The numbers in Pinterest's errors are not in its OpenAPI description and not confirmed (235 a picture, 29 an
 * app on trial access, 40 and 50 a board or Pin that is gone), so nothing hangs on them but the two words below.
 */
function reasonOf(status: number, message: string): RejectReason {
  if (status === 400 && /\b(image|picture|media)\b/i.test(message)) return 'media-invalid';
  return reasonOfStatus(status) ?? (status === 400 || status === 422 ? 'invalid' : 'other');
}

/** Null where the network did what it was asked. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = errorAnswer.safeParse(answer.json);
  const message = said.success ? said.data.message : '';
  // A Pin that Pinterest holds for spam stays one, however long we wait; unconfirmed, so only where it says the word.
  if (answer.status === 429 && /\bspam\b/i.test(message)) return refusal(answer, 'forbidden', message);
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  // Two sections made at once: the spec's 409, nothing was done.
  if (answer.status === 409) return { type: 'unavailable', detail: refusal(answer, 'other', message).detail, answer: answer.log };
  return refusal(answer, reasonOf(answer.status, message), message);
}
