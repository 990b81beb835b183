import { HOUR, type Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import type { Effect } from '../http/outcome';
import { graphAnswerError, type GraphError, type GraphRules, NO_SUCH_OBJECT, RATE_PAUSE } from '../meta-graph/graph-error';
import { readUsage } from '../meta-graph/usage';
import type { ConnectorError } from '../ports/connector-error';

/** The token, and the session behind it. */
const DEAD_CODES: ReadonlySet<number> = new Set([102, 190]);
/** Too many calls, of the app, the person, the account. 80000 and up are those of business use cases. */
const RATE_CODES: ReadonlySet<number> = new Set([4, 17, 32, 341, 613]);
const isRate = (code: number): boolean => RATE_CODES.has(code) || (code >= 80_000 && code <= 80_014);
/** A hundred posts in any 24 hours are used up. */
const QUOTA_SUBCODE = 2_207_042;
/** "The action is blocked": said with code 4, and no matter of waiting. */
const BLOCKED_SUBCODE = 2_207_051;
const QUOTA_PAUSE: Millis = HOUR;

/** A container that is not ready to be published. */
const NOT_READY = 2_207_027;
/** Containers that have ended or went wrong, and are to be made anew. */
const LOST: ReadonlySet<number> = new Set([2_207_006, 2_207_008, 2_207_020, 2_207_032, 2_207_053]);
/** What a container could not be made of: the picture was not fetched, is too large, of the wrong type or shape, or there are too many or too few. */
const BAD_MEDIA: ReadonlySet<number> = new Set([2_207_003, 2_207_004, 2_207_005, 2_207_009, 2_207_026, 2_207_028, 2_207_052]);
const MEANS: Readonly<Record<number, RejectReason>> = {
  3: 'forbidden', 10: 'forbidden', 25: 'forbidden', 352: 'media-invalid', 368: 'forbidden', 9004: 'media-invalid', 36_000: 'media-invalid', 36_001: 'media-invalid', 36_003: 'media-invalid', 36_004: 'too-long',
};

const subcodeOf = (error: ConnectorError): number => ('answer' in error && error.answer !== undefined ? Number(/"error_subcode"\s*:\s*(\d+)/.exec(error.answer.body)?.[1] ?? 0) : 0);
/** The container is to be made anew. */
export const isLost = (error: ConnectorError): boolean => LOST.has(subcodeOf(error));
export const isNotReady = (error: ConnectorError): boolean => subcodeOf(error) === NOT_READY;
/** A container's `status` names the same numbers: `Error: Media upload has failed with error code 2207026`. */
export const isBadMedia = (status: string): boolean => [...status.matchAll(/\b\d{7}\b/g)].some(([number]) => BAD_MEDIA.has(Number(number)));

const rules: GraphRules = {
  deadCodes: DEAD_CODES,
  freeAt: (said, answer, now) => {
    if (said.error_subcode === QUOTA_SUBCODE) return now + QUOTA_PAUSE;
    return isRate(said.code ?? 0) && said.error_subcode !== BLOCKED_SUBCODE ? (readUsage(answer.headers, now)?.regainAt ?? now + RATE_PAUSE) : null;
  },
  reasonOf,
  // What has ended or is not ready did nothing.
  certain: new Set([...LOST, NOT_READY]),
};

/** Null for an answer that is a success. Codes: networks.md 6, from a mirror of Meta's page of error codes; checked 2026-11-21. */
export const answerError = (answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null => graphAnswerError(answer, effect, now, rules);

function reasonOf(status: number, said: GraphError | null, told: string): RejectReason {
  const [code, subcode] = [said?.code ?? 0, said?.error_subcode ?? 0];
  if (BAD_MEDIA.has(subcode)) return 'media-invalid';
  const known = MEANS[code];
  if (known !== undefined) return known;
  if (subcode === BLOCKED_SUBCODE) return 'forbidden';
  if (status === 404 || (code === 100 && subcode === NO_SUCH_OBJECT)) return 'not-found';
  if (code >= 200 && code < 300) return 'forbidden';
  if (/too long|character limit/i.test(told)) return 'too-long';
  if (/\b(?:image|media|photo|picture|video)s?\b/i.test(told)) return 'media-invalid';
  if (status === 403) return 'forbidden';
  return status === 400 || code === 100 ? 'invalid' : 'other';
}
