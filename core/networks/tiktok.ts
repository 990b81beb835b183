import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import { type NetworkFacts, noEdit, type VideoLimits } from './facts';
import { networkNames } from './names';

/** As TikTok calls them; which of them an account has at the moment, TikTok says when it is asked. */
const tiktokPrivacy = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'] as const;

/** post_info of POST /v2/post/publish/video/init/, and what TikTok's content sharing guidelines want asked. Second hand, 2026-11-21. */
export const tiktokOptions = z.object({
  /** `draft`: it goes to the inbox of the TikTok app, where the person finishes it; then nothing below means anything. */
  postMode: z.enum(['post', 'draft']).default('post'),
  /** Chosen by the person each time: TikTok allows no usual value. Empty: not chosen. */
  privacyLevel: z.enum(['', ...tiktokPrivacy]).default(''),
  /** All three off until the person turns them on. */
  allowComment: z.boolean().default(false),
  allowDuet: z.boolean().default(false),
  allowStitch: z.boolean().default(false),
  /** The post promotes somebody; then it says whom: the account itself, somebody who pays, or both. */
  disclosure: z.boolean().default(false),
  yourBrand: z.boolean().default(false),
  brandedContent: z.boolean().default(false),
  aiGenerated: z.boolean().default(false),
  /** The second of the video whose picture is its cover; empty: TikTok chooses. */
  coverAt: z.string().trim().regex(/^\d{0,3}$/).default(''),
  /** What was agreed to, and for which videos; see `tiktokAgreement`. */
  agreed: z.string().max(500).regex(/^((music|branded):\S*)?$/).default(''),
  /** When, as ISO 8601. */
  agreedAt: z.string().max(40).default(''),
}).superRefine(({ postMode, privacyLevel, disclosure, brandedContent }, context) => {
  if (postMode === 'post' && disclosure && brandedContent && privacyLevel === 'SELF_ONLY') context.addIssue({ code: 'custom', path: ['privacyLevel'], message: 'branded content cannot be private' });
});
export type TiktokOptions = z.infer<typeof tiktokOptions>;

/**
 * What a person has to agree to before this post may be sent: the sentence, and the videos it is agreed for. With a disclosure that names
 * nobody there is nothing to agree to yet. Null: a draft, whose author agrees in TikTok's own app.
 */
export function tiktokAgreement(options: Readonly<Record<string, unknown>>, assetIds: readonly string[]): string | null {
  if (options['postMode'] === 'draft') return null;
  const promotes = options['disclosure'] === true;
  const branded = promotes && options['brandedContent'] === true;
  if (promotes && !branded && options['yourBrand'] !== true) return 'unsaid';
  return `${branded ? 'branded' : 'music'}:${assetIds.join(',')}`;
}

// Media transfer guide: MP4, WebM or MOV with H.264, H.265, VP8 or VP9, 23 to 60 pictures a second, 360 to 4096 pixels each way, 4 GiB, ten
// minutes; how long this account's may be TikTok says when it is asked. Three seconds at least, second hand. Checked 2026-11-21.
const video = {
  mimeTypes: ['video/mp4', 'video/quicktime', 'video/webm'], videoCodecs: ['avc', 'hevc', 'vp8', 'vp9'], audioCodecs: null, maxBytes: 4_294_967_296, minMs: 3 * SECOND, maxMs: 10 * MINUTE,
  ratio: null, minWidth: 360, minHeight: 360, maxWidth: 4096, maxHeight: 4096, minFps: 23, maxFps: 60, maxVideos: 1, withPictures: false, altText: false,
} as const satisfies VideoLimits;

const consentOptions = ['privacyLevel', 'allowComment', 'allowDuet', 'allowStitch', 'disclosure', 'yourBrand', 'brandedContent', 'agreed', 'agreedAt'] as const;

/** Content Posting API, v2. */
export const tiktok = {
  id: 'tiktok',
  name: networkNames.tiktok,
  available: true,
  limits: {
    // Direct post reference, title of a video: 2200 "in UTF-16 runes". Second hand, 2026-11-21.
    text: [{ unit: 'characters', max: 2200 }],
    altText: null,
    // Pictures are fetched by address alone, from a domain that the app has proved to own; see the connector's README.
    media: null,
    video,
  },
  // POST /v2/post/publish/inbox/video/init/ takes the video and nothing else.
  mediaWhen: [{ option: 'postMode', value: 'draft', media: null, video, altText: null, text: false, without: [...consentOptions, 'aiGenerated', 'coverAt'] }],
  supportsThreads: false,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  needs: { media: 'video', options: ['privacyLevel'] },
  consent: { options: consentOptions, agreed: 'agreed', at: 'agreedAt', wanted: tiktokAgreement },
  edit: noEdit,
  // post_info has no time.
  nativeSchedule: null,
  options: tiktokOptions,
} as const satisfies NetworkFacts;
