import { z } from 'zod';
import { MINUTE } from '#core/clock';
import type { NetworkFacts } from './facts';
import { languageOption } from './languages';
import { networkNames } from './names';

export const mastodonVisibilities = ['public', 'unlisted', 'private', 'direct'] as const;

export const mastodonOptions = z.object({
  visibility: z.enum(mastodonVisibilities).default('public'),
  /** Empty: none. Shown instead of the text until the reader opens it. */
  contentWarning: z.string().default(''),
  language: languageOption,
  /** Media stay covered until the reader asks for them. */
  sensitive: z.boolean().default(false),
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
