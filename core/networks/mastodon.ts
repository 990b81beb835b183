import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import type { NetworkFacts } from './facts';
import { languageOption } from './languages';
import { networkNames } from './names';
import { lonePollChoice, pollLengths, repeatedPollChoice } from './poll';
import { quoteLink } from './quote-link';

export const mastodonVisibilities = ['public', 'unlisted', 'private', 'direct'] as const;
/** quote_approval_policy (4.5 and later); `account` sends none, and the account's own setting holds. Documentation 2903485, checked 2026-11-22. */
export const mastodonQuotes = ['account', 'public', 'followers', 'nobody'] as const;

// How long it may be, and how many there are, each server says itself: see `poll` below.
const choice = z.string().default('');

export const mastodonOptions = z.object({
  visibility: z.enum(mastodonVisibilities).default('public'),
  /** Empty: none. Shown instead of the text until the reader opens it. */
  contentWarning: z.string().default(''),
  language: languageOption,
  /** Media stay covered until the reader asks for them. */
  sensitive: z.boolean().default(false),
  quotes: z.enum(mastodonQuotes).default('account'),
  /** quoted_status_id (4.5 and later), with the first part. Checked 2026-11-22. */
  quotePost: quoteLink,
  /** All empty is no poll. A poll stands on the first part; media and a poll do not go together. */
  pollChoice1: choice,
  pollChoice2: choice,
  pollChoice3: choice,
  pollChoice4: choice,
  /** From here on only on servers that take more than four. */
  pollChoice5: choice,
  pollChoice6: choice,
  pollChoice7: choice,
  pollChoice8: choice,
  pollLength: z.enum(pollLengths).default('1 day'),
  pollMultiple: z.boolean().default(false),
  /** Nobody sees how a vote stands before it ends. */
  pollHideTotals: z.boolean().default(false),
}).superRefine((options, context) => {
  const lone = lonePollChoice(options);
  if (lone !== null) context.addIssue({ code: 'custom', path: [lone], message: 'a poll has at least two choices' });
  // PollOptionsValidator of the server's source: no choice twice. Checked 2026-11-22.
  const repeated = repeatedPollChoice(options);
  if (repeated !== null) context.addIssue({ code: 'custom', path: [repeated], message: 'two choices say the same' });
});
export type MastodonOptions = z.infer<typeof mastodonOptions>;

/** Defaults of an unchanged server. Each server states its own: see `limitsFor`. */
export const mastodon = {
  id: 'mastodon',
  name: networkNames.mastodon,
  available: true,
  limits: {
    text: [
      {
        // configuration.statuses of /api/v2/instance: 500 and 23. Documentation 2903485, checked 2026-11-21.
        // The server counts grapheme clusters of the warning plus the text, a link as 23, and only the name of a
        // remote mention (StatusLengthValidator of the server's source, read 2026-11-22).
        unit: 'graphemes',
        max: 500,
        urlLength: 23,
        remoteMentionsCountUserOnly: true,
        includesContentWarning: true,
      },
    ],
    // configuration.media_attachments.description_limit. The server checks it by code points. Checked 2026-11-21.
    altText: { unit: 'characters', max: 1500 },
    media: {
      // max_media_attachments, image_size_limit (16 MiB), image_matrix_limit. Checked 2026-11-21.
      maxImages: 4,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
      maxBytes: 16_777_216,
      maxPixels: 33_177_600,
      animated: 'moves',
    },
    // video_size_limit (99 MiB), video_matrix_limit, video_frame_rate_limit and supported_mime_types of the documentation's example; the server
    // makes what browsers play of it, so codecs are not limited. One video, and no pictures beside it (user/posting). Checked 2026-11-22.
    video: {
      mimeTypes: ['video/mp4', 'video/quicktime', 'video/webm'], videoCodecs: null, audioCodecs: null, maxBytes: 103_809_024, minMs: null, maxMs: null,
      ratio: null, minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, maxPixels: 8_294_400, minFps: null, maxFps: 120, maxVideos: 1, withPictures: false, altText: true,
    },
    // configuration.polls; a choice is counted by graphemes (PollOptionsValidator of the server's source). Checked 2026-11-22.
    poll: { maxChoices: 4, maxCharacters: 50, minMs: 300 * SECOND, maxMs: 2_629_746 * SECOND },
  },
  supportsThreads: true,
  // The server fetches the page and makes the card.
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  // PUT /api/v1/statuses/:id, without a limit. Checked 2026-11-21.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // scheduled_at at least five minutes ahead; 300 in all, 25 a day. Checked 2026-11-21.
  nativeSchedule: { minAheadMs: 5 * MINUTE, maxTotal: 300, maxPerDay: 25 },
  options: mastodonOptions,
} as const satisfies NetworkFacts;
