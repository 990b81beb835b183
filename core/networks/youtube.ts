import { z } from 'zod';
import { HOUR, MINUTE } from '#core/clock';
import type { NetworkFacts } from './facts';
import { languageOption } from './languages';
import { networkNames } from './names';

/** VideoStatus.privacyStatus (discovery document of 2026-04-27, checked 2026-11-22). */
const youtubePrivacy = ['public', 'unlisted', 'private'] as const;
/** The categories of YouTube's own upload page. Their numbers are with the connector; which of them a country has is not confirmed. */
const youtubeCategories = ['people', 'film', 'autos', 'music', 'pets', 'sports', 'travel', 'gaming', 'comedy', 'entertainment', 'news', 'howto', 'education', 'science', 'nonprofits'] as const;

/** YouTube takes no `<` and no `>` in a title, a tag or a description. */
const noAngles = /^[^<>]*$/;
/** Of all tags together; widely documented, not confirmed by YouTube. */
const MOST_TAGS = 500;

/** The tags that a person wrote, one after each comma or on each line. */
export const tagsIn = (text: string): readonly string[] => [...new Set(text.split(/[,\n]/).map((tag) => tag.trim().replace(/^#/, '')).filter((tag) => tag !== ''))];
/** A tag with a space counts its quotation marks, and each but the first a comma. */
const lengthOf = (tags: readonly string[]): number => tags.reduce((sum, tag) => sum + [...tag].length + (/\s/.test(tag) ? 2 : 0), Math.max(0, tags.length - 1));

export const youtubeOptions = z.object({
  title: z.string().max(100).regex(noAngles).default(''),
  privacy: z.enum(youtubePrivacy).default('public'),
  /** The law asks it of the person, so nothing is chosen for them. Empty: not chosen. */
  madeForKids: z.enum(['', 'no', 'yes']).default(''),
  category: z.enum(youtubeCategories).default('people'),
  tags: z.string().max(1000).regex(noAngles).refine((text) => lengthOf(tagsIn(text)) <= MOST_TAGS).default(''),
  /** The id of one of the channel's playlists; empty: none. */
  playlist: z.string().regex(/^[\w-]{0,100}$/).default(''),
  /** Of the title, the description and what is said in the video. */
  language: languageOption,
  /** The lines of an SRT or WebVTT file, in that language; empty: none. */
  captions: z.string().max(400_000).default(''),
  /** Altered or made by AI, and looks real. */
  syntheticMedia: z.boolean().default(false),
  notifySubscribers: z.boolean().default(true),
}).superRefine(({ captions, language }, context) => {
  if (captions.trim() !== '' && language === null) context.addIssue({ code: 'custom', path: ['language'], message: 'captions need a language' });
});
export type YoutubeOptions = z.infer<typeof youtubeOptions>;

/** Data API v3, discovery document of revision 20260427, where not said otherwise. Checked 2026-11-22. */
export const youtube = {
  id: 'youtube',
  name: networkNames.youtube,
  available: true,
  limits: {
    // The description, in UTF-8 bytes. The title is an option.
    text: [{ unit: 'bytes', max: 5000 }],
    altText: null,
    media: {
      // The video, and a picture that becomes its thumbnail (thumbnails.set: 2 MiB, JPEG or PNG).
      maxImages: 2,
      mimeTypes: ['image/jpeg', 'image/png'],
      maxBytes: 2_097_152,
      maxPixels: null,
      animated: 'refused',
    },
    // videos.insert takes video/* up to 256 GiB; these are the kinds Linnet knows. Twelve hours, for a channel that is verified, stand on
    // YouTube's help pages and were not read there: not confirmed.
    video: {
      mimeTypes: ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska', 'video/mp2t'], videoCodecs: null, audioCodecs: null, maxBytes: 274_877_906_944, minMs: null, maxMs: 12 * HOUR,
      ratio: null, minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, minFps: null, maxFps: null, maxVideos: 1, withPictures: true, altText: false,
    },
  },
  supportsThreads: false,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  destinations: [{ option: 'playlist', parent: null }],
  needs: { media: 'video', options: ['title', 'madeForKids'] },
  // videos.update: words, privacy and what is said of the video, as often as one likes.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // status.publishAt of a private video. No least time is stated; the upload and its processing come before it.
  nativeSchedule: { minAheadMs: 15 * MINUTE, maxTotal: null, maxPerDay: null },
  options: youtubeOptions,
} as const satisfies NetworkFacts;
