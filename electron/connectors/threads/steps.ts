import { z } from 'zod';
import type { PublishContext } from '../ports/publish';

/** A part as Threads keeps it before it is published. */
const savedContainer = z.object({
  id: z.string(),
  /** When it was made, UTC ms: it lasts a day. */
  at: z.number(),
  /** What it was made of. */
  print: z.string(),
  ready: z.boolean(),
  /** Where its pictures lie. */
  urls: z.array(z.string()),
});
export type SavedContainer = z.infer<typeof savedContainer>;

export const containerStep = (p: number): string => `container:${p}`;
export const readContainer = ({ saved }: Pick<PublishContext, 'saved'>, p: number): SavedContainer | null => savedContainer.safeParse(saved[containerStep(p)]).data ?? null;
