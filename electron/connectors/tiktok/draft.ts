import { SECOND } from '#core/clock';
import { tiktokAgreement, type TiktokOptions, tiktokOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingMedia } from '../ports/publish';
import type { CreatorAnswer } from './api-types';

export interface Draft {
  readonly text: string;
  readonly options: TiktokOptions;
  readonly video: OutgoingMedia;
}

const refused = (detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason: 'invalid', detail });

/** What is to be posted, or why TikTok would refuse it whatever is uploaded. */
export function readDraft({ parts, options: given }: Outgoing): Result<Draft, ConnectorError> {
  const [part, ...more] = parts;
  const options = tiktokOptions.safeParse(given).data;
  const [video, ...others] = part?.media ?? [];
  if (part === undefined || options === undefined) return refused('the options of this post are not understood');
  if (more.length > 0) return refused('TikTok has no threads');
  if (video === undefined || video.kind !== 'video' || others.length > 0) return err({ type: 'rejected', reason: 'media-invalid', detail: 'TikTok takes one video, and nothing beside it' });
  const wanted = tiktokAgreement(options, [video.assetId]);
  if (wanted !== null && options.agreed !== wanted) return refused('Nobody has agreed to TikTok’s conditions for this post as it is now. Open it, and agree under its TikTok options.');
  if (options.postMode === 'post' && options.privacyLevel === '') return refused('Nobody has chosen who can see it');
  return ok({ text: part.text, options, video });
}

/** post_info of a direct post. What the account itself forbids stays forbidden, whatever was chosen before it did. */
export const postInfo = ({ text, options }: Draft, creator: CreatorAnswer): Readonly<Record<string, unknown>> => ({
  title: text, privacy_level: options.privacyLevel,
  disable_comment: !options.allowComment || creator.comment_disabled, disable_duet: !options.allowDuet || creator.duet_disabled, disable_stitch: !options.allowStitch || creator.stitch_disabled,
  brand_content_toggle: options.disclosure && options.brandedContent, brand_organic_toggle: options.disclosure && options.yourBrand, is_aigc: options.aiGenerated,
  ...(options.coverAt === '' ? {} : { video_cover_timestamp_ms: Number(options.coverAt) * SECOND }),
});
