import { HOUR, MINUTE, type Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer, type GraphError } from './api-types';

/** Graph's codes for "too many calls", of the app, the person and the account. */
const RATE_CODES: ReadonlySet<number> = new Set([4, 17, 32, 613]);
/** 250 posts and 1,000 answers in any 24 hours. Code 9 and this subcode are Instagram's; that Threads uses them is not confirmed. */
const QUOTA_CODE = 9;
const QUOTA_SUBCODE = 2_207_042;
const RATE_PAUSE: Millis = 15 * MINUTE;
const QUOTA_PAUSE: Millis = HOUR;
/** The object with this id is not there, or not ours to see; Graph does not tell them apart. */
const NO_SUCH_OBJECT = 33;
/** "The requested resource does not exist": what a container says that is published too early, as people report it. */
const NO_RESOURCE = 24;

export const graphError = (answer: Pick<HttpAnswer, 'json'>): GraphError | null => errorAnswer.safeParse(answer.json).data?.error ?? null;

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = answer.status < 400 ? null : graphError(answer);
  const code = said?.code ?? 0;
  if (answer.status < 500 && code === 190) return { type: 'reauth', answer: answer.log };
  if (answer.status < 500 && RATE_CODES.has(code)) return { type: 'rate-limited', retryAt: answer.retryAt ?? regainAt(answer, now) ?? now + RATE_PAUSE, answer: answer.log };
  if (answer.status < 500 && (code === QUOTA_CODE || said?.error_subcode === QUOTA_SUBCODE)) return { type: 'rate-limited', retryAt: answer.retryAt ?? now + QUOTA_PAUSE, answer: answer.log };
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const words = [said?.message ?? '', said?.error_user_msg ?? ''].filter((one) => one !== '').join(': ');
  const refused = refusal(answer, reasonOf(answer.status, said, words), words);
  // "Unknown error, try again" (1, 2, is_transient) with a 4xx: nobody knows what was done.
  const isOpen = code === 1 || code === 2 || said?.is_transient === true;
  return isOpen ? { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: refused.detail, answer: answer.log } : refused;
}

function reasonOf(status: number, said: GraphError | null, words: string): RejectReason {
  const code = said?.code ?? 0;
  if (status === 404 || code === NO_RESOURCE || (code === 100 && said?.error_subcode === NO_SUCH_OBJECT)) return 'not-found';
  if (code === 3 || code === 10 || code === 368 || (code >= 200 && code < 300)) return 'forbidden';
  if (code === 506) return 'duplicate';
  if (/too long|at most 500|character limit|exceeds? (?:the )?(?:maximum|limit)/i.test(words)) return 'too-long';
  if (/\b(?:image|media|photo|picture|video)\b/i.test(words)) return 'media-invalid';
  if (status === 403) return 'forbidden';
  return status === 400 || code === 100 ? 'invalid' : 'other';
}

/** Meta's usage header names the minutes until the account may call again. */
function regainAt(answer: HttpAnswer, now: Millis): Millis | null {
  const minutes = /"estimated_time_to_regain_access"\s*:\s*(\d{1,5})/.exec(answer.headers.get('x-business-use-case-usage') ?? '')?.[1];
  return minutes === undefined || minutes === '0' ? null : now + Number(minutes) * MINUTE;
}
