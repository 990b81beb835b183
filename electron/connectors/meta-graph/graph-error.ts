import { z } from 'zod';
import { type Millis, MINUTE } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';

const words = z.string().max(100_000).nullish().transform((text) => text ?? '').catch('');
const errorAnswer = z.object({
  error: z.object({
    message: words, code: z.int().nullish().catch(null), error_subcode: z.int().nullish().catch(null), is_transient: z.boolean().catch(false), error_user_msg: words,
  }),
});
export type GraphError = z.infer<typeof errorAnswer>['error'];

export const graphError = (answer: Pick<HttpAnswer, 'json'>): GraphError | null => errorAnswer.safeParse(answer.json).data?.error ?? null;

/** Limits are of a sliding hour, and often nothing says how much of it is left. */
export const RATE_PAUSE: Millis = 15 * MINUTE;
/** A subcode: the object with this id is not there, or not ours to see; Graph does not tell them apart. */
export const NO_SUCH_OBJECT = 33;
/** "Unknown error, try again". */
const OPEN_CODES: ReadonlySet<number> = new Set([-1, 1, 2]);

/** What a network's codes mean. */
export interface GraphRules {
  /** The token, or the session behind it, is dead. */
  readonly deadCodes: ReadonlySet<number>;
  /** Too many calls: when to try again where Retry-After does not say, UTC ms. Null: no matter of waiting. */
  readonly freeAt: (said: GraphError, answer: HttpAnswer, now: Millis) => Millis | null;
  /** @param told in the network's words */
  readonly reasonOf: (status: number, said: GraphError | null, told: string) => RejectReason;
  /** Subcodes that certainly did nothing, whatever code they come with. */
  readonly certain?: ReadonlySet<number>;
}

/** Null for an answer that is a success. */
export function graphAnswerError(answer: HttpAnswer, effect: Effect, now: Millis, { deadCodes, freeAt, reasonOf, certain }: GraphRules): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const said = answer.status < 400 ? null : graphError(answer);
  const code = said?.code ?? 0;
  if (said !== null && answer.status < 500) {
    if (deadCodes.has(code)) return { type: 'reauth', answer: answer.log };
    const at = freeAt(said, answer, now);
    if (at !== null) return { type: 'rate-limited', retryAt: answer.retryAt ?? at, answer: answer.log };
  }
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const told = [said?.message ?? '', said?.error_user_msg ?? ''].filter((one) => one !== '').join(': ');
  const refused = refusal(answer, reasonOf(answer.status, said, told), told);
  // With a 4xx too, nobody knows then what was done.
  const isOpen = (OPEN_CODES.has(code) || said?.is_transient === true) && certain?.has(said?.error_subcode ?? 0) !== true;
  return isOpen ? { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: refused.detail, answer: answer.log } : refused;
}
