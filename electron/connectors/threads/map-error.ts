import { HOUR, type Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import type { Effect } from '../http/outcome';
import { graphAnswerError, type GraphError, type GraphRules, NO_SUCH_OBJECT, RATE_PAUSE } from '../meta-graph/graph-error';
import { readUsage } from '../meta-graph/usage';
import type { ConnectorError } from '../ports/connector-error';

/** Graph's codes for "too many calls", of the app, the person and the account. */
const RATE_CODES: ReadonlySet<number> = new Set([4, 17, 32, 613]);
/** 250 posts and 1,000 answers in any 24 hours. Code 9 and this subcode are Instagram's; that Threads uses them is not confirmed. */
const QUOTA_CODE = 9;
const QUOTA_SUBCODE = 2_207_042;
const QUOTA_PAUSE: Millis = HOUR;
/** "The requested resource does not exist": what a container says that is published too early, as people report it. */
const NO_RESOURCE = 24;

const rules: GraphRules = {
  deadCodes: new Set([190]),
  freeAt: (said, answer, now) => {
    if (RATE_CODES.has(said.code ?? 0)) return readUsage(answer.headers, now)?.regainAt ?? now + RATE_PAUSE;
    return said.code === QUOTA_CODE || said.error_subcode === QUOTA_SUBCODE ? now + QUOTA_PAUSE : null;
  },
  reasonOf,
};

/** Null for an answer that is a success. */
export const answerError = (answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null => graphAnswerError(answer, effect, now, rules);

function reasonOf(status: number, said: GraphError | null, told: string): RejectReason {
  const code = said?.code ?? 0;
  if (status === 404 || code === NO_RESOURCE || (code === 100 && said?.error_subcode === NO_SUCH_OBJECT)) return 'not-found';
  if (code === 3 || code === 10 || code === 368 || (code >= 200 && code < 300)) return 'forbidden';
  if (code === 506) return 'duplicate';
  if (/too long|at most 500|character limit|exceeds? (?:the )?(?:maximum|limit)/i.test(told)) return 'too-long';
  if (/\b(?:image|media|photo|picture|video)\b/i.test(told)) return 'media-invalid';
  if (status === 403) return 'forbidden';
  return status === 400 || code === 100 ? 'invalid' : 'other';
}
