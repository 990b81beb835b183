import { z } from 'zod';
import type { Json } from '#core/json';
import type { PublishContext } from '../ports/publish';

const savedPart = z.object({ id: z.string(), url: z.string() });
export type SavedPart = z.infer<typeof savedPart>;

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

export const partStep = (p: number): string => `part:${p}`;
export const containerStep = (p: number): string => `container:${p}`;
/** When the container was first published and nobody knows what became of it, UTC ms. */
export const triedStep = (p: number): string => `tried:${p}`;

type Saved = Pick<PublishContext, 'saved'>;
export const readPart = ({ saved }: Saved, p: number): SavedPart | null => savedPart.safeParse(saved[partStep(p)]).data ?? null;
export const readContainer = ({ saved }: Saved, p: number): SavedContainer | null => savedContainer.safeParse(saved[containerStep(p)]).data ?? null;
export function readTried({ saved }: Saved, p: number): number | null {
  const at = saved[triedStep(p)];
  return typeof at === 'number' ? at : null;
}

/** The posts to delete for one publication: the parts of its thread, the last first, and `remoteId` at the end. */
export function idsLastFirst(saved: Readonly<Record<string, Json>>, remoteId: string): readonly string[] {
  const parts: string[] = [];
  for (let p = 0; ; p += 1) {
    const part = readPart({ saved }, p);
    if (part === null) break;
    parts.unshift(part.id);
  }
  return [...parts.filter((id) => id !== remoteId), remoteId];
}
