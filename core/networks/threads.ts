import { z } from 'zod';
import { MINUTE } from '#core/clock';
import { type NetworkFacts, noEdit } from './facts';
import { networkNames } from './names';
import { lonePollChoice, pollChoices } from './poll';

/** Who may answer. `parent_post_author_only` is left out: it is meant for an answer to somebody else. */
export const threadsReplyControls = ['everyone', 'accounts_you_follow', 'mentioned_only', 'followers_only'] as const;

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/]+\S*$/.test(text) && URL.canParse(text);

// No length of a choice is in the official collection; 25 characters are what Threads' own app takes. Not confirmed.
const choice = z.string().max(25).default('');

/** The fields of POST /me/threads in Meta's Postman collection (January 2026). Checked 2026-11-22. */
export const threadsOptions = z.object({
  replyControl: z.enum(threadsReplyControls).default('everyone'),
  /** One topic, without the sign; no full stop and no ampersand. The length is second hand. */
  topicTag: z.string().trim().max(50).regex(/^[^.&\p{Cc}]*$/u).default(''),
  /** Shown as the card, instead of the first link of the text. Not with a poll, and not with pictures or a video. */
  cardLink: z.string().trim().max(2000).refine((link) => link === '' || isWebAddress(link), 'not a web address').default(''),
  /** A poll has two to four choices and runs for a day; all empty is no poll. It stands on a post of text alone. */
  pollChoice1: choice,
  pollChoice2: choice,
  pollChoice3: choice,
  pollChoice4: choice,
}).superRefine((options, context) => {
  const lone = lonePollChoice(options);
  if (lone !== null) context.addIssue({ code: 'custom', path: [lone], message: 'a poll has at least two choices' });
  if (pollChoices(options).length > 1 && options.cardLink !== '') context.addIssue({ code: 'custom', path: ['cardLink'], message: 'a poll and a link card do not go together' });
});
export type ThreadsOptions = z.infer<typeof threadsOptions>;

export const threads = {
  id: 'threads',
  name: networkNames.threads,
  available: true,
  limits: {
    // Threads posts reference: an emoji counts as its bytes. Checked 2026-11-21.
    text: [{ unit: 'characters', max: 500, emojiAsBytes: true }],
    altText: null,
    // Threads posts reference: JPEG and PNG, 8 MiB, at most 10:1, 320 to 1440 pixels wide, twenty in a carousel. Checked 2026-11-21.
    media: {
      maxImages: 20, mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 8_388_608, maxPixels: null, animated: 'refused', minWidth: 320, maxWidth: 1440, ratio: { min: 1 / 10, max: 10 },
    },
    // Threads posts reference: MP4 or MOV, a gigabyte, five minutes, 23 to 60 pictures a second, 25 Mbit/s, at most 1920 wide. Checked 2026-11-21.
    // The codecs are Instagram's, which Meta's guide is quoted with; a carousel mixes pictures and videos (Postman collection, `children`).
    video: {
      mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: ['avc', 'hevc'], audioCodecs: ['aac'], maxBytes: 1_073_741_824, minMs: null, maxMs: 5 * MINUTE, ratio: { min: 0.01, max: 10 },
      minWidth: null, minHeight: null, maxWidth: 1920, maxHeight: null, minFps: 23, maxFps: 60, maxBitrate: 25_000_000, maxVideos: 20, withPictures: true, altText: true,
    },
    // poll_attachment of the same collection has four options and no time.
    poll: { maxChoices: 4, maxCharacters: null, minMs: null, maxMs: null },
  },
  supportsThreads: true,
  mediaByUrl: 'all',
  // Threads fetches the page and makes the card.
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  edit: noEdit,
  nativeSchedule: null,
  options: threadsOptions,
} as const satisfies NetworkFacts;
