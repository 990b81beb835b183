import type { Millis } from '#core/clock';
import { DAY, SECOND } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, reasonOfStatus, refusal } from '../http/outcome';
import type { Effect } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer } from './api-types';

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const common = commonAnswerError(answer, effect, now);
  if (common?.type === 'rate-limited') return { ...common, retryAt: Math.max(common.retryAt, dayLimitReset(answer, now) ?? 0) };
  if (common !== null) return common;
  const said = errorAnswer.safeParse(answer.json);
  const { title, detail: told, type, message, errors } = said.success ? said.data : {};
  const parts = [title, told, message, ...(errors ?? []).map((one) => one.detail ?? one.message)];
  const words = [...new Set(parts.filter((part) => typeof part === 'string' && part !== ''))].join(': ') || `HTTP ${answer.status}`;
  if (isOutOfCredits(answer.status, `${type ?? ''} ${words}`)) {
    return { type: 'rejected', reason: 'other', detail: `X says that the credits of your app are used up. Buy more in X's developer console. (${answer.redact(words).slice(0, 300)})`, answer: answer.log };
  }
  return refusal(answer, reasonOf(answer.status, words), words);
}

/** How X says that the prepaid credits are gone is not confirmed: 402, or a type or title with these words. */
const isOutOfCredits = (status: number, words: string): boolean => status === 402 || (status === 403 && /usage-capped|credits? ?depleted|does not have any credits/i.test(words));

/**
 * The limits of 24 hours have headers of their own; the usual ones then name a moment that is too early.
 * Their names are not in the official facts we read: x-user-limit-24hour-remaining and x-app-limit-24hour-remaining.
 */
function dayLimitReset(answer: HttpAnswer, now: Millis): Millis | null {
  for (const who of ['user', 'app']) {
    const reset = Number(answer.headers.get(`x-${who}-limit-24hour-reset`) ?? Number.NaN) * SECOND;
    // A day, and a clock that is off by as much.
    if (answer.headers.get(`x-${who}-limit-24hour-remaining`)?.trim() === '0' && reset > now && reset <= now + 2 * DAY) return reset;
  }
  return null;
}

function reasonOf(status: number, words: string): RejectReason {
  const said = words.toLowerCase();
  if (said.includes('duplicate content')) return 'duplicate';
  if (/too long|character limit|exceeds the maximum/.test(said)) return 'too-long';
  const plain = reasonOfStatus(status);
  if (plain !== null) return plain;
  if (status !== 400 && status !== 422) return 'other';
  return /\bmedia\b|image|\bgif\b|video|segment/.test(said) ? 'media-invalid' : 'invalid';
}
