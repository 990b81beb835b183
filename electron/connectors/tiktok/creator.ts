import { SECOND } from '#core/clock';
import type { TiktokOptions } from '#core/networks';
import { ok, type Result } from '#core/result';
import { answerOf } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { TermsPort } from '../ports/reading';
import { creatorAnswer, type CreatorAnswer } from './api-types';
import type { TiktokClient } from './client';
import type { Draft } from './draft';
import { isPostsUsedUp } from './map-error';

/** What TikTok says, at this moment, of posts by this account. To be asked before each of them; only reads. */
export const readCreator = (client: TiktokClient, session: Session, signal: AbortSignal): Promise<Result<CreatorAnswer, ConnectorError>> =>
  client.read(session, { path: '/post/publish/creator_info/query/', json: {}, effect: 'reads', signal }, creatorAnswer);

/** The switches that the account has off for all its posts, by the name of their option. */
const offIn = ({ comment_disabled, duet_disabled, stitch_disabled }: CreatorAnswer): readonly (keyof TiktokOptions)[] =>
  [...(comment_disabled ? (['allowComment'] as const) : []), ...(duet_disabled ? (['allowDuet'] as const) : []), ...(stitch_disabled ? (['allowStitch'] as const) : [])];

export function createTermsPort(client: TiktokClient): TermsPort {
  return {
    ask: async (session, signal) => {
      const asked = await readCreator(client, session, signal);
      if (!asked.ok) return isPostsUsedUp(asked.error) ? ok({ name: '', handle: session.handle, choices: {}, off: [], maxVideoMs: null, open: false }) : asked;
      const { creator_nickname: name, creator_username: handle, privacy_level_options: levels, max_video_post_duration_sec: seconds } = asked.value;
      return ok({ name, handle, choices: { privacyLevel: levels }, off: offIn(asked.value), maxVideoMs: (seconds ?? null) === null ? null : (seconds ?? 0) * SECOND, open: true });
    },
  };
}

/** Why this post may not be sent by what TikTok has just said; null: it may. */
export function termsError(creator: CreatorAnswer, { options, video }: Draft): ConnectorError | null {
  if (!creator.privacy_level_options.includes(options.privacyLevel)) {
    return { type: 'rejected', reason: 'invalid', detail: 'TikTok does not offer this account that choice of who can see it any more. Open the post, and choose again.' };
  }
  const most = creator.max_video_post_duration_sec ?? null;
  if (most !== null && video.durationMs !== null && video.durationMs > most * SECOND) {
    return { type: 'rejected', reason: 'media-invalid', detail: `The video is ${Math.ceil(video.durationMs / SECOND)} seconds long, and TikTok takes ${most} from this account.` };
  }
  return null;
}

/** A login that may not ask is no failure of it. */
export const isNotAllowed = (error: ConnectorError): boolean => error.type === 'rejected' && /"code"\s*:\s*"scope_/.test(answerOf(error).answer?.body ?? '');
