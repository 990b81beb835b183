import { z } from 'zod';
import type { Json } from '#core/json';
import type { PublishContext } from '../ports/publish';

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

/** The posts to delete for one publication: the parts of its thread, the last first, and `remoteId` at the end. */
export function idsLastFirst(saved: Readonly<Record<string, Json>>, remoteId: string): readonly string[] {
  const parts: string[] = [];
  for (let p = 0; ; p += 1) {
    const part = savedPart.safeParse(saved[partStep(p)]);
    if (!part.success) break;
    parts.unshift(part.data.id);
  }
  return [...parts.filter((id) => id !== remoteId), remoteId];
}
