import { z } from 'zod';
import type { OutgoingMedia, OutgoingPart, PublishContext } from '../ports/publish';

/** What is saved of an upload, at the least. `at`: when it was made, UTC ms; networks throw away what no post uses. */
export const savedMedia = z.object({ id: z.string(), ready: z.boolean(), at: z.number() });

/** The step under which the upload of a part's picture is saved. Another picture at the same place is another step. */
export const mediaStep = (part: number, index: number, { assetId }: Pick<OutgoingMedia, 'assetId'>): string => `media:${part}:${index}:${assetId}`;

export function readMedia<T>({ saved }: Pick<PublishContext, 'saved'>, step: string, shape: z.ZodType<T>): T | null {
  return shape.safeParse(saved[step]).data ?? null;
}

/** The ids of a part's pictures, or null when one of them is not ready. */
export function mediaIds(context: Pick<PublishContext, 'saved'>, part: OutgoingPart, p: number): readonly string[] | null {
  const saved = part.media.map((media, m) => readMedia(context, mediaStep(p, m, media), savedMedia));
  return saved.every((one) => one?.ready === true) ? saved.flatMap((one) => one?.id ?? []) : null;
}
