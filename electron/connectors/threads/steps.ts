import { z } from 'zod';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import { mediaStep } from '../publishing/saved-media';

/** A part, or one picture or video of a carousel, as Threads keeps it before it is published. */
const savedContainer = z.object({
  id: z.string(),
  /** When it was made, UTC ms: it lasts a day. */
  at: z.number(),
  /** What it was made of. */
  print: z.string(),
  ready: z.boolean(),
  /** Where its pictures and videos lie. */
  urls: z.array(z.string()),
});
export type SavedContainer = z.infer<typeof savedContainer>;

export const containerStep = (p: number): string => `container:${p}`;
export const readStep = ({ saved }: Pick<PublishContext, 'saved'>, step: string): SavedContainer | null => savedContainer.safeParse(saved[step]).data ?? null;
export const readContainer = (context: Pick<PublishContext, 'saved'>, p: number): SavedContainer | null => readStep(context, containerStep(p));
/** It is made anew next time, and what hangs on it too. */
export function forgetContainer({ save }: Pick<PublishContext, 'save'>, p: number, part: OutgoingPart): void {
  save(containerStep(p), null);
  for (const [m, media] of part.media.entries()) save(mediaStep(p, m, media), null);
}
