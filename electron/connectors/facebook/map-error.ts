import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import type { Effect } from '../http/outcome';
import { graphAnswerError, type GraphError, type GraphRules, NO_SUCH_OBJECT, RATE_PAUSE } from '../meta-graph/graph-error';
import { readUsage } from '../meta-graph/usage';
import type { ConnectorError } from '../ports/connector-error';

/** Too many calls, of the app, the person, the Page, one action. 80000 and up are those of business use cases. */
const RATE_CODES: ReadonlySet<number> = new Set([4, 17, 32, 341, 613]);
const isRate = (code: number): boolean => RATE_CODES.has(code) || (code >= 80_000 && code <= 80_014);
/** Facebook could not read the page of a link. */
const LINK_UNREADABLE: ReadonlySet<number> = new Set([1500, 1_609_005]);

const MEANS: Readonly<Record<number, RejectReason>> = { 3: 'forbidden', 10: 'forbidden', 324: 'media-invalid', 368: 'forbidden', 506: 'duplicate' };

/** Codes: networks.md 5, from Meta's pages as others quote them; checked 2026-11-21. */
const rules: GraphRules = {
  // Every subcode (password changed, app removed, ended, checkpoint) asks for a new login.
  deadCodes: new Set([102, 190]),
  freeAt: (said, answer, now) => (isRate(said.code ?? 0) ? readUsage(answer.headers, now)?.regainAt ?? now + RATE_PAUSE : null),
  reasonOf,
};

/** Null for an answer that is a success. */
export const answerError = (answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null => graphAnswerError(answer, effect, now, rules);

function reasonOf(status: number, said: GraphError | null, told: string): RejectReason {
  const code = said?.code ?? 0;
  const known = MEANS[code];
  if (known !== undefined) return known;
  if (status === 404 || (code === 100 && said?.error_subcode === NO_SUCH_OBJECT)) return 'not-found';
  if (code >= 200 && code < 300) return 'forbidden';
  if (LINK_UNREADABLE.has(code) || LINK_UNREADABLE.has(said?.error_subcode ?? 0)) return 'invalid';
  if (/too long|character limit/i.test(told)) return 'too-long';
  if (/\b(?:image|photo|picture|video|attached_media)s?\b/i.test(told)) return 'media-invalid';
  if (status === 403) return 'forbidden';
  return status === 400 || code === 100 ? 'invalid' : 'other';
}
