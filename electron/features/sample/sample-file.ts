import * as z from 'zod';
import { MAX_TEXT } from '#core/contract/shapes';

const colour = z.enum(['clay', 'moss', 'sky', 'plum', 'straw']);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** `resources/sample/brand.json`. The logo is a file among the media. Accounts are named by their key, labels by their name, media by their file name beside it. */
export const sampleFile = z.object({
  brand: z.object({ name: z.string().min(1), colour: colour.default('moss'), timeZone: z.string().optional(), voice: z.string().default(''), guidelines: z.string().default(''), wordsToUse: z.string().default(''), wordsToAvoid: z.string().default(''), links: z.string().default(''), logo: z.string().optional() }),
  accounts: z.array(z.object({ key: z.string().min(1), name: z.string().min(1) })),
  labels: z.array(z.object({ name: z.string(), colour })).default([]),
  slots: z.array(z.object({ account: z.string(), weekday: z.number().int().min(1).max(7), time: clockTime })).default([]),
  posts: z.array(z.object({
    /** Days from today; 0 is today. */
    dayOffset: z.number().int(),
    /** null: a draft without a time. */
    time: clockTime.nullable(),
    text: z.string().max(MAX_TEXT),
    media: z.array(z.object({ file: z.string(), alt: z.string().default('') })).default([]),
    accounts: z.array(z.string()).default([]),
    state: z.enum(['draft', 'scheduled', 'published', 'failed', 'unconfirmed', 'missed', 'hold', 'cancelled']),
    labels: z.array(z.string()).default([]),
  })),
});
export type SampleFile = z.infer<typeof sampleFile>;
export type SampleAccountName = SampleFile['accounts'][number];
export type SamplePost = SampleFile['posts'][number];
