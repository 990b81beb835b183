import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import type { NetworkFacts } from './facts';
import { networkNames } from './names';
import { lonePollChoice, pollChoices } from './poll';

export const linkedinPollLengths = ['1 day', '3 days', '7 days', '14 days'] as const;

// What others say of the Poll API: 140 characters for the question, 30 for a choice. Not confirmed. Checked 2026-11-22.
const choice = z.string().max(30).default('');

export const linkedinOptions = z.object({
  visibility: z.enum(['public', 'connections']).default('public'),
  /** Show the first link as a card when the post has no pictures. */
  linkCard: z.boolean().default(true),
  /** Others may pass the post on. */
  allowReposts: z.boolean().default(true),
  /** Written by the account itself under the post, at once; company pages alone may. 1,250 characters are not confirmed. */
  firstComment: z.string().trim().max(1250).default(''),
  /** All pictures in one document, a page each, that readers swipe through. */
  sendAs: z.enum(['pictures', 'document']).default('pictures'),
  /** Shown over the document; empty: how the text begins. Its length is not told. */
  documentTitle: z.string().trim().max(100).default(''),
  /** A poll has a question and two to four choices, and runs for as long as LinkedIn offers (Poll API, second hand, 2026-11-22); all empty is no poll. Never with pictures. */
  pollQuestion: z.string().trim().max(140).default(''),
  pollChoice1: choice,
  pollChoice2: choice,
  pollChoice3: choice,
  pollChoice4: choice,
  pollLength: z.enum(linkedinPollLengths).default('1 day'),
}).superRefine((options, context) => {
  const count = pollChoices(options).length;
  const lone = count === 0 && options.pollQuestion !== '' ? 'pollChoice1' : lonePollChoice(options);
  if (lone !== null) context.addIssue({ code: 'custom', path: [lone], message: 'a poll has at least two choices' });
  if (count > 0 && options.pollQuestion === '') context.addIssue({ code: 'custom', path: ['pollQuestion'], message: 'a poll has a question' });
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
    // Poll API: two to four; the options hold the lengths. Second hand, 2026-11-22.
    poll: { maxChoices: 4, maxCharacters: 30, minMs: null, maxMs: null },
  },
  supportsThreads: false,
  // LinkedIn does not read the page of a link that an app posts.
  supportsLinkCard: true,
  textOptionalWithMedia: true,
  // PARTIAL_UPDATE of the commentary; no limit is told. Second hand, 2026-11-21.
  edit: { allowed: true, withinMs: null, maxEdits: null },
  // Documents API: 100 MB and 300 pages of a PDF, which Linnet makes of the pictures; so each is a JPEG that leaves room for nineteen others. Words
  // for people who cannot see them are not taken there. Second hand, 2026-11-21.
  mediaWhen: [{
    option: 'sendAs', value: 'document', altText: null, video: null, text: true, without: ['linkCard', 'pollQuestion', 'pollChoice1', 'pollChoice2', 'pollChoice3', 'pollChoice4', 'pollLength'],
    media: { maxImages: 20, mimeTypes: ['image/jpeg'], maxBytes: 5_000_000, maxPixels: 36_152_320, animated: 'still' },
  }],
  // lifecycleState is PUBLISHED only. Checked 2026-11-21.
  nativeSchedule: null,
  options: linkedinOptions,
} as const satisfies NetworkFacts;
