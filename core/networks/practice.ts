import { z } from 'zod';
import { type NetworkFacts, noEdit } from './facts';
import { networkNames } from './names';

export const practiceOptions = z.object({
  visibility: z.enum(['public', 'followers']).default('public'),
});
export type PracticeOptions = z.infer<typeof practiceOptions>;

/** Linnet's own network for trying things out. Its rules are ours, so there is no page to check them against. */
export const practice = {
  id: 'practice',
  name: networkNames.practice,
  available: true,
  limits: {
    text: [{ unit: 'graphemes', max: 500 }],
    altText: { unit: 'graphemes', max: 1500 },
    media: {
      maxImages: 4,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
      maxBytes: 10_000_000,
      maxPixels: 40_000_000,
      animated: 'moves',
    },
  },
  supportsThreads: true,
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  edit: noEdit,
  nativeSchedule: null,
  options: practiceOptions,
} as const satisfies NetworkFacts;
