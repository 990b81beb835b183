import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import type { NetworkFacts } from './facts';
import { networkNames } from './names';

/** Ids at Pinterest are decimal digits. Empty: not chosen. */
const chosenId = z.string().regex(/^\d{0,30}$/).default('');

export const pinterestOptions = z.object({
  /** Every Pin lies on a board. */
  board: chosenId,
  /** A section of that board; empty: none. */
  section: chosenId,
  title: z.string().max(100).default(''),
  /** Where a click on the Pin leads; empty: nowhere. */
  link: z.string().max(2048).regex(/^(https?:\/\/\S+)?$/).default(''),
  /** Shown while the picture loads: `#6E7874`. Empty: Pinterest chooses. */
  dominantColour: z.string().regex(/^(#[0-9a-fA-F]{6})?$/).default(''),
  /** Of a video: the second whose picture is its cover; empty: the first. A Pin of a video must have one. */
  coverAt: z.string().trim().regex(/^\d{0,3}$/).default(''),
});
export type PinterestOptions = z.infer<typeof pinterestOptions>;

/** Numbers from the OpenAPI description 5.23.0 (PinCreate), checked 2026-11-21, where not said otherwise. */
export const pinterest = {
  id: 'pinterest',
  name: networkNames.pinterest,
  available: true,
  limits: {
    text: [{ unit: 'characters', max: 800 }],
    altText: { unit: 'characters', max: 500 },
    media: {
      // PinMediaSourceImagesBase64: two to five; ContentType: JPEG and PNG.
      maxImages: 5,
      mimeTypes: ['image/jpeg', 'image/png'],
      // Guides of others say 20 MB; not confirmed by Pinterest. Checked 2026-11-21.
      maxBytes: 20_000_000,
      maxPixels: null,
      animated: 'refused',
      // Recommended, not required; second hand, 2026-11-21.
      bestShape: { width: 2, height: 3 },
    },
    // Guides of others, not confirmed by Pinterest: MP4, MOV or M4V, 4 seconds to 15 minutes, 2 GB, between 1:2 and 1.91:1. PinMediaSourceVideoID
    // takes one video. Checked 2026-11-21.
    video: {
      mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: null, audioCodecs: null, maxBytes: 2_000_000_000, minMs: 4 * SECOND, maxMs: 15 * MINUTE,
      ratio: { min: 1 / 2, max: 1.91 }, minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, minFps: null, maxFps: null, maxVideos: 1, withPictures: false, altText: true,
    },
  },
  supportsThreads: false,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  destinations: [{ option: 'board', parent: null }, { option: 'section', parent: 'board' }],
  needs: { media: true, options: ['board'] },
  // PATCH /pins/{id}, which the description calls beta and not open to every app.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // PinCreate has no time of its own.
  nativeSchedule: null,
  options: pinterestOptions,
} as const satisfies NetworkFacts;
