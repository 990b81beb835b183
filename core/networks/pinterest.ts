import { z } from 'zod';
import { type NetworkFacts, noEdit } from './facts';
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
    },
  },
  supportsThreads: false,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  destinations: [{ option: 'board', parent: null }, { option: 'section', parent: 'board' }],
  needs: { media: true, options: ['board'] },
  // PATCH /pins/{id} exists; Linnet does not use it yet.
  edit: noEdit,
  // PinCreate has no time of its own.
  nativeSchedule: null,
  options: pinterestOptions,
} as const satisfies NetworkFacts;
