import { z } from 'zod';
import type { PublishContext } from '../connector';

/** What is saved of a part of a thread that is out. */
export const savedPart = z.object({ id: z.string(), url: z.string() });
export type SavedPart = z.infer<typeof savedPart>;

/** Each part of a thread has its own key, all made from the one that was written down. */
export const partKey = (key: string, index: number): string => (index === 0 ? key : `${key}.${index}`);
export const partStep = (index: number): string => `part:${index}`;
export const mediaStep = (part: number, index: number, assetId: string): string => `media:${part}:${index}:${assetId}`;

export function readPart(context: PublishContext, index: number): SavedPart | null {
  const saved = savedPart.safeParse(context.saved[partStep(index)]);
  return saved.success ? saved.data : null;
}
