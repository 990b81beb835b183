import { z } from 'zod';

/** What the parent hands to the process, as JSON in its one argument. */
export const practiceConfig = z.strictObject({
  dataFile: z.string().min(1).nullable(),
  port: z.int().min(0).max(65_535).optional(),
  honourKeys: z.boolean().optional(),
  accessTokenMs: z.int().min(1).optional(),
  reactionSpeed: z.number().positive().optional(),
  seed: z.string().max(100).optional(),
  rateLimit: z.strictObject({ limit: z.int().min(1), windowMs: z.int().min(1) }).optional(),
});
export type PracticeConfig = z.infer<typeof practiceConfig>;

/** What the process says to its parent: once, when it can be asked or when it could not start. */
export const practiceAnnouncement = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.int(), url: z.string(), secret: z.string() }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type PracticeAnnouncement = z.infer<typeof practiceAnnouncement>;
