import { HOUR, type Millis, MINUTE } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, reasonOfStatus, refusal } from '../http/outcome';
import { answerOf } from '../http/read-error';
import type { ConnectorError } from '../ports/connector-error';
import { errorAnswer } from './api-types';

/** The token, and the login behind it. */
const DEAD: ReadonlySet<string> = new Set(['access_token_invalid', 'access_token_expired']);
/** TikTok counts calls by the minute. */
const RATE_PAUSE: Millis = MINUTE;
/** Counts of 24 hours, of which some comes back all the time. */
const QUOTA_PAUSE: Millis = HOUR;

interface Meaning { readonly reason: RejectReason; readonly words: string }
/** Codes of the Content Posting API, as networks.md 10 has them (2026-11-21); the words are ours. */
const MEANS: Readonly<Record<string, Meaning>> = {
  scope_not_authorized: { reason: 'forbidden', words: 'The login does not have this permission. Connect the account again and leave everything ticked on TikTok’s page.' },
  scope_permission_missed: { reason: 'forbidden', words: 'Your app at TikTok does not have this permission, or the login did not give it. Look at its scopes, then connect the account again.' },
  unaudited_client_can_only_post_to_private_accounts: { reason: 'forbidden', words: 'TikTok has not audited your app yet. Until then it takes only posts that only you can see, and only while the account itself is set to private in TikTok.' },
  privacy_level_option_mismatch: { reason: 'invalid', words: 'TikTok does not offer this account that choice of who can see it any more. Choose again.' },
  spam_risk: { reason: 'forbidden', words: 'TikTok takes the post for spam.' },
  spam_risk_user_banned_from_posting: { reason: 'forbidden', words: 'TikTok does not let this account post.' },
  spam_risk_too_many_pending_share: { reason: 'other', words: 'Five drafts of the last 24 hours wait in the inbox of the TikTok app already, and TikTok takes no more. Finish or discard one there.' },
  url_ownership_unverified: { reason: 'media-host', words: 'TikTok fetches only from addresses that your app has proved to own.' },
  invalid_publish_id: { reason: 'not-found', words: 'TikTok does not know this upload any more.' },
  file_format_check_failed: { reason: 'media-invalid', words: 'TikTok cannot read this kind of video. It takes MP4, MOV and WebM with H.264, H.265, VP8 or VP9.' },
  duration_check: { reason: 'media-invalid', words: 'The video is too short or too long for this account.' },
  duration_check_failed: { reason: 'media-invalid', words: 'The video is too short or too long for this account.' },
  frame_rate_check_failed: { reason: 'media-invalid', words: 'The video has too few or too many pictures a second. TikTok takes 23 to 60.' },
  picture_size_check_failed: { reason: 'media-invalid', words: 'The video is too small or too large. TikTok takes 360 to 4096 pixels each way.' },
  video_pull_failed: { reason: 'other', words: 'TikTok could not fetch the video. Send it again.' },
  auth_removed: { reason: 'forbidden', words: 'The account took its permission back while TikTok worked on the video.' },
  internal: { reason: 'other', words: 'TikTok had a fault of its own while it worked on the video. Nothing is out. Send it again.' },
};
/** Used up for now, by this account or by the app. */
const QUOTA: ReadonlySet<string> = new Set(['spam_risk_too_many_posts', 'reached_active_user_cap']);

/** Null for an answer that is a success. An answer that is none of TikTok's at all is one, too: its fields are then looked at. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  const said = errorAnswer.safeParse(answer.json).data?.error;
  if (said?.code === 'ok' && answer.status >= 200 && answer.status < 300) return null;
  const code = said === undefined || said.code === 'ok' ? '' : said.code;
  if (DEAD.has(code)) return { type: 'reauth', answer: answer.log };
  if (code === 'rate_limit_exceeded') return { type: 'rate-limited', retryAt: answer.retryAt ?? now + RATE_PAUSE, answer: answer.log };
  if (QUOTA.has(code)) return { type: 'rate-limited', retryAt: answer.retryAt ?? now + QUOTA_PAUSE, answer: answer.log };
  const known = MEANS[code];
  // With 401 too: no new token mends what a login was not given.
  if (known !== undefined && answer.status < 500) return refusal(answer, known.reason, told(known.words, code, said?.message ?? ''));
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  if (code === '' && answer.status < 300) return null;
  if (code === 'internal_error') return { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: code, answer: answer.log };
  return refusal(answer, reasonOf(answer.status, code), [code, said?.message ?? ''].filter((one) => one !== '').join(': '));
}

const told = (words: string, code: string, message: string): string => `${words} (${[code, message].filter((one) => one !== '').join(': ')})`;

function reasonOf(status: number, code: string): RejectReason {
  if (code.startsWith('invalid_param')) return 'invalid';
  return reasonOfStatus(status) ?? (status === 400 || code !== '' ? 'invalid' : 'other');
}

/** Why TikTok made no post of what it was given, in plain words. */
export function failure(reason: string, error: Pick<Extract<ConnectorError, { readonly type: 'rejected' }>, 'answer'>): Extract<ConnectorError, { readonly type: 'rejected' }> {
  const known = MEANS[reason];
  const words = reason === '' ? 'TikTok made no post of it, and does not say why.' : known === undefined ? `TikTok made no post of it: ${reason}` : told(known.words, reason, '');
  return { type: 'rejected', reason: known?.reason ?? 'other', detail: words.slice(0, 500), ...error };
}

/** Fifteen posts or so in 24 hours, by whatever app: TikTok said that they are used up. */
export const isPostsUsedUp = (error: ConnectorError): boolean => error.type === 'rate-limited' && /"code"\s*:\s*"spam_risk_too_many_posts"/.test(answerOf(error).answer?.body ?? '');
