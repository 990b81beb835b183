import { z } from 'zod';
import type { Millis } from '#core/clock';
import { DAY } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, reasonOfStatus, refusal } from '../http/outcome';
import type { Effect } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';

const errorAnswer = z.object({
  status: z.number().nullish().catch(null),
  code: z.string().max(200).nullish().catch(null),
  message: z.string().max(5000).catch(''),
});

/** The post that a refused one repeats. Never a string of the answer's own making: the shape is ours. */
const DUPLICATE = /duplicate of (urn:li:(?:share|ugcPost):\d{1,30})(?!\d)/i;

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = errorAnswer.safeParse(answer.json);
  const code = said.success ? (said.data.code ?? '') : '';
  const message = said.success ? said.data.message : '';
  if (answer.status === 429 && answer.retryAt === null && isDaily(`${code} ${message}`)) {
    return { type: 'rate-limited', retryAt: nextUtcDay(now), answer: answer.log };
  }
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const words = [code, message].filter((part) => part !== '').join(': ');
  return refusal(answer, reasonOf(answer.status, words), words);
}

/** The URN of the live post that a refusal names, or null. */
export function duplicateOf(error: ConnectorError): string | null {
  return error.type === 'rejected' && error.reason === 'duplicate' ? (DUPLICATE.exec(error.detail)?.[1] ?? null) : null;
}

/** "Resource level throttle MEMBER DAY limit for calls to this resource is reached.", QUOTA_EXCEEDED: counted by the UTC day. */
const isDaily = (words: string): boolean => /\bday\b|_DAY\b|daily|QUOTA_EXCEEDED/i.test(words);
const nextUtcDay = (now: Millis): Millis => (Math.floor(now / DAY) + 1) * DAY;

function reasonOf(status: number, words: string): RejectReason {
  const plain = reasonOfStatus(status);
  if (plain !== null) return plain;
  // A version that LinkedIn has switched off: no post is at fault.
  if (status === 426) return 'other';
  if (/duplicate/i.test(words)) return 'duplicate';
  if (/FIELD_LENGTH_TOO_LONG|too long|exceeds? the (?:maximum|character)/i.test(words)) return 'too-long';
  if (/urn:li:image|\bimage\b|\bmedia\b/i.test(words)) return 'media-invalid';
  return status === 400 || status === 422 ? 'invalid' : 'other';
}
