import { MINUTE, type Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer, type GraphError } from './api-types';
import { readUsage } from './usage';

/** The token, and the session behind it. Every subcode (password changed, app removed, ended, checkpoint) asks for a new login. */
const DEAD_CODES: ReadonlySet<number> = new Set([102, 190]);
/** Too many calls, of the app, the person, the Page, one action. 80000 and up are those of business use cases. */
const RATE_CODES: ReadonlySet<number> = new Set([4, 17, 32, 341, 613]);
const isRate = (code: number): boolean => RATE_CODES.has(code) || (code >= 80_000 && code <= 80_014);
/** Limits are of a sliding hour, and often nothing says how much of it is left. */
const RATE_PAUSE: Millis = 15 * MINUTE;
/** The object with this id is not there, or not ours to see; Graph does not tell them apart. */
const NO_SUCH_OBJECT = 33;
/** Facebook could not read the page of a link. */
const LINK_UNREADABLE: ReadonlySet<number> = new Set([1500, 1_609_005]);

const MEANS: Readonly<Record<number, RejectReason>> = { 3: 'forbidden', 10: 'forbidden', 324: 'media-invalid', 368: 'forbidden', 506: 'duplicate' };

/** Null for an answer that is a success. Codes: networks.md 5, from Meta's pages as others quote them; checked 2026-11-21. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = answer.status < 400 ? null : graphError(answer);
  const code = said?.code ?? 0;
  if (answer.status < 500 && DEAD_CODES.has(code)) return { type: 'reauth', answer: answer.log };
  if (answer.status < 500 && isRate(code)) {
    return { type: 'rate-limited', retryAt: answer.retryAt ?? readUsage(answer.headers, now)?.regainAt ?? now + RATE_PAUSE, answer: answer.log };
  }
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const words = [said?.message ?? '', said?.error_user_msg ?? ''].filter((one) => one !== '').join(': ');
  const refused = refusal(answer, reasonOf(answer.status, said, words), words);
  // "Unknown error, try again" (1, 2, is_transient) with a 4xx: nobody knows what was done.
  const isOpen = code === 1 || code === 2 || said?.is_transient === true;
  return isOpen ? { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: refused.detail, answer: answer.log } : refused;
}

export const graphError = (answer: Pick<HttpAnswer, 'json'>): GraphError | null => errorAnswer.safeParse(answer.json).data?.error ?? null;

function reasonOf(status: number, said: GraphError | null, words: string): RejectReason {
  const code = said?.code ?? 0;
  const known = MEANS[code];
  if (known !== undefined) return known;
  if (status === 404 || (code === 100 && said?.error_subcode === NO_SUCH_OBJECT)) return 'not-found';
  if (code >= 200 && code < 300) return 'forbidden';
  if (LINK_UNREADABLE.has(code) || LINK_UNREADABLE.has(said?.error_subcode ?? 0)) return 'invalid';
  if (/too long|character limit/i.test(words)) return 'too-long';
  if (/\b(?:image|photo|picture|attached_media)s?\b/i.test(words)) return 'media-invalid';
  if (status === 403) return 'forbidden';
  return status === 400 || code === 100 ? 'invalid' : 'other';
}
