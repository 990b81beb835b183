import { z } from 'zod';
import { MINUTE } from '#core/clock';
import type { NetworkFacts } from './facts';
import { networkNames } from './names';

export const facebookOptions = z.object({
  /** The first link of the text becomes a card; Facebook makes it. Not beside pictures. */
  linkCard: z.boolean().default(true),
});

/** Facebook Pages, Graph v25.0. Facts: networks.md 5 and Meta's parameter lists, checked 2026-11-21. */
export const facebook = {
  id: 'facebook',
  name: networkNames.facebook,
  available: true,
  limits: {
    // Widely cited, never confirmed by Meta.
    text: [{ unit: 'characters', max: 63_206 }],
    // alt_text_custom of POST /{page}/photos has no stated length; a thousand is what Instagram takes. Not confirmed.
    altText: { unit: 'characters', max: 1000 },
    media: {
      // Page photos: JPEG, BMP, PNG, GIF and TIFF, of which Linnet writes these. 4 MiB is the safe size, 10 MiB the claimed one;
      // no number of pictures is stated, ten is what the site shows. Second hand.
      maxImages: 10,
      mimeTypes: ['image/jpeg', 'image/png', 'image/gif'],
      maxBytes: 4_194_304,
      maxPixels: null,
      animated: 'still',
    },
  },
  supportsThreads: false,
  // Facebook fetches the page and makes the card.
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  // POST /{post} with a message; of posts that the same app has made.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // scheduled_publish_time: ten minutes ahead at least; no number of them is stated.
  nativeSchedule: { minAheadMs: 10 * MINUTE, maxTotal: null, maxPerDay: null },
  options: facebookOptions,
} as const satisfies NetworkFacts;
