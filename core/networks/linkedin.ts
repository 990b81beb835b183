import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import type { NetworkFacts } from './facts';
import { networkNames } from './names';

export const linkedinOptions = z.object({
  visibility: z.enum(['public', 'connections']).default('public'),
  /** Show the first link as a card when the post has no pictures. */
  linkCard: z.boolean().default(true),
  /** Others may pass the post on. */
  allowReposts: z.boolean().default(true),
});
export type LinkedinOptions = z.infer<typeof linkedinOptions>;

export const linkedin = {
  id: 'linkedin',
  name: networkNames.linkedin,
  available: true,
  limits: {
    // Cited from the documented error FIELD_LENGTH_TOO_LONG, second hand. Checked 2026-11-21.
    text: [{ unit: 'characters', max: 3000 }],
    // MultiImage API, second hand. Checked 2026-11-21.
    altText: { unit: 'characters', max: 4086 },
    media: {
      // MultiImage API: two to twenty pictures. Images API: these types, 36,152,320 pixels, no size in bytes. Second hand, 2026-11-21.
      maxImages: 20,
      mimeTypes: ['image/jpeg', 'image/png', 'image/gif'],
      maxBytes: null,
      maxPixels: 36_152_320,
      animated: 'moves',
      // Images API, second hand, 2026-11-21.
      moving: { maxFrames: 250, maxWidth: null, maxHeight: null },
    },
    // Videos API: MP4, 75 KB to 500 MB, one in a post, and no pictures beside it; three seconds to thirty minutes are what others say. Codecs
    // are not told. Alt text is for pictures. Second hand, 2026-11-21.
    video: {
      mimeTypes: ['video/mp4'], videoCodecs: null, audioCodecs: null, minBytes: 76_800, maxBytes: 524_288_000, minMs: 3 * SECOND, maxMs: 30 * MINUTE,
      ratio: null, minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, minFps: null, maxFps: null, maxVideos: 1, withPictures: false, altText: false,
    },
  },
  supportsThreads: false,
  // LinkedIn does not read the page of a link that an app posts.
  supportsLinkCard: true,
  textOptionalWithMedia: true,
  // PARTIAL_UPDATE of the commentary; no limit is told. Second hand, 2026-11-21.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // lifecycleState is PUBLISHED only. Checked 2026-11-21.
  nativeSchedule: null,
  options: linkedinOptions,
} as const satisfies NetworkFacts;
