import { z } from 'zod';

/**
 * What LinkedIn takes, as the facts of 2026-11-21 have it: there is no official specification to read. Strict, so that a field or
 * a value that is not in them fails the test which sent it.
 */
const image = z.string().regex(/^urn:li:image:[A-Za-z0-9_-]+$/);
const picture = z.strictObject({ id: image, altText: z.string().min(1).max(4086).optional(), title: z.string().optional() });
export const postRequest = z.strictObject({
  author: z.string().regex(/^urn:li:(?:person|organization):[A-Za-z0-9_-]+$/),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({ feedDistribution: z.literal('MAIN_FEED'), targetEntities: z.tuple([]), thirdPartyDistributionChannels: z.tuple([]) }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean(),
  content: z.union([
    z.strictObject({ media: picture }),
    z.strictObject({ multiImage: z.strictObject({ images: z.array(picture).min(2).max(20) }) }),
    z.strictObject({ article: z.strictObject({ source: z.url(), title: z.string().min(1), description: z.string().optional(), thumbnail: image.optional() }) }),
  ]).optional(),
});
export type PostRequest = z.infer<typeof postRequest>;
export const initializeRequest = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string().regex(/^urn:li:person:/) }) });

/** The words a reader sees, or null where the format is broken: LinkedIn then cuts the post off without a word. */
export function readLittleText(text: string): string | null {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '\\') {
      at += 1;
      if (!'|{}@[]()<>#\\*_~'.includes(text.charAt(at)) || at >= text.length) return null;
      plain += text.charAt(at);
    } else if (letter === '#') {
      if (!/[\p{L}\p{M}\p{N}\\]/u.test(text.slice(at + 1, at + 3))) return null;
      plain += letter;
    } else if ('|{}@[]()<>*_~'.includes(letter)) return null;
    else plain += letter;
  }
  return plain;
}

/** Hashtags are what begins with a sign that is not escaped. */
export const hashtagsIn = (text: string): readonly string[] => [...text.matchAll(/(?<!\\)[#＃]((?:\\_|[\p{L}\p{M}\p{N}])+)/gu)].map((found) => (found[1] ?? '').replaceAll('\\', ''));
