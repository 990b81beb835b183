import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import type { MediaLimits, NetworkFacts, VideoLimits } from './facts';
import { networkNames } from './names';

export const facebookOptions = z.object({
  /** A Reel is one tall video. A Story is one picture or video for a day, and shows no text. */
  kind: z.enum(['post', 'reel', 'story']).default('post'),
  /** Of a video, also of a Reel. Its length is not stated; 255 is what the site takes. */
  videoTitle: z.string().trim().max(255).default(''),
  /** The first link of the text becomes a card; Facebook makes it. Not beside pictures. */
  linkCard: z.boolean().default(true),
});

export type FacebookOptions = z.infer<typeof facebookOptions>;

// Page photos: JPEG, BMP, PNG, GIF and TIFF, of which Linnet writes these. 4 MiB is the safe size, 10 MiB the claimed one;
// no number of pictures is stated, ten is what the site shows. Second hand.
const photos = { maxImages: 10, mimeTypes: ['image/jpeg', 'image/png', 'image/gif'], maxBytes: 4_194_304, maxPixels: null, animated: 'still' } as const satisfies MediaLimits;

// MP4 and MOV; no other limit of a Page's video was found. Not confirmed.
const film = {
  mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: null, audioCodecs: null, maxBytes: null, minMs: null, maxMs: null, ratio: null,
  minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, minFps: null, maxFps: null, maxVideos: 1, withPictures: false, altText: false,
} as const satisfies VideoLimits;
// Reels publishing guide as others quote it: 3 to 90 seconds, 9:16, at least 540 by 960; 23 pictures a second are of Meta's Postman collection. Checked 2026-11-21.
const reel = { ...film, minMs: 3 * SECOND, maxMs: 90 * SECOND, ratio: { min: 0.55, max: 0.575 }, minWidth: 540, minHeight: 960, minFps: 23 } as const satisfies VideoLimits;
// Of a Story's video nothing was found; a minute is Instagram's. Not confirmed.
const storyFilm = { ...film, minMs: 3 * SECOND, maxMs: MINUTE } as const satisfies VideoLimits;

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
    media: photos,
    video: film,
  },
  mediaWhen: [
    { option: 'kind', value: 'reel', media: photos, video: reel, altText: null, text: true, needs: 'video', without: ['linkCard'] },
    { option: 'kind', value: 'story', media: { ...photos, maxImages: 1 }, video: storyFilm, altText: null, text: false, needs: 'media', without: ['linkCard', 'videoTitle'] },
  ],
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
