import { HOUR, type Millis, MINUTE } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, reasonOfStatus, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer } from './api-types';
import { quotaResetsAt } from './quota';

/** Of the project's day. The newer of two names; Google has used both. */
const USED_UP: ReadonlySet<string> = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const TOO_FAST: ReadonlySet<string> = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);
const FAST_PAUSE: Millis = 5 * MINUTE;
/** The channel's own limit of uploads; how long it lasts is not documented. */
const CHANNEL_PAUSE: Millis = 6 * HOUR;

const REASONS: Readonly<Record<string, RejectReason>> = {
  mediaBodyRequired: 'media-invalid', invalidImage: 'media-invalid', mediaContentTypeInvalid: 'media-invalid', invalidFilename: 'media-invalid', videoTooShort: 'media-invalid',
  videoNotFound: 'not-found', playlistNotFound: 'not-found', commentNotFound: 'not-found', parentCommentNotFound: 'not-found', channelNotFound: 'not-found',
  forbidden: 'forbidden', insufficientPermissions: 'forbidden', youtubeSignupRequired: 'forbidden', accessNotConfigured: 'forbidden',
};

function reasonsOf(answer: HttpAnswer): readonly string[] {
  const said = errorAnswer.safeParse(answer.json);
  return said.success ? (said.data.error.errors ?? []).map(({ reason }) => reason) : [];
}

/** Whether Google says that the day's quota of the project is used up. */
export const isUsedUp = (answer: HttpAnswer): boolean => answer.status === 403 && reasonsOf(answer).some((reason) => USED_UP.has(reason));

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const reasons = reasonsOf(answer);
  const limited = (retryAt: Millis): ConnectorError => ({ type: 'rate-limited', retryAt, answer: answer.log });
  if (isUsedUp(answer)) return limited(quotaResetsAt(now));
  if (answer.status === 403 && reasons.some((reason) => TOO_FAST.has(reason))) return limited(answer.retryAt ?? now + FAST_PAUSE);
  if (reasons.includes('uploadLimitExceeded')) return limited(now + CHANNEL_PAUSE);
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const said = errorAnswer.safeParse(answer.json);
  const first = reasons[0] ?? '';
  const words = said.success ? [first, said.data.error.message].filter((word) => word !== '').join(': ') : '';
  return refusal(answer, REASONS[first] ?? reasonOfStatus(answer.status) ?? (answer.status === 400 ? 'invalid' : 'other'), words);
}
