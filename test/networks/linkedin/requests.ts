import { z } from 'zod';

/**
 * What LinkedIn takes, as the facts of 2026-11-21 have it: there is no official specification to read. Strict, so that a field or
 * a value that is not in them fails the test which sent it.
 */
const image = z.string().regex(/^urn:li:image:[A-Za-z0-9_-]+$/);
const mediaUrn = z.string().regex(/^urn:li:(?:image|video|document):[A-Za-z0-9_-]+$/);
const author = z.string().regex(/^urn:li:(?:person|organization):[A-Za-z0-9_-]+$/);
const alt = z.string().min(1).max(4086).optional();
const poll = z.strictObject({
  question: z.string().min(1).max(140),
  options: z.array(z.strictObject({ text: z.string().min(1).max(30) })).min(2).max(4),
  settings: z.strictObject({ duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']) }),
});
export const postRequest = z.strictObject({
  author,
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({ feedDistribution: z.literal('MAIN_FEED'), targetEntities: z.tuple([]), thirdPartyDistributionChannels: z.tuple([]) }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean(),
  content: z.union([
    z.strictObject({ media: z.strictObject({ id: mediaUrn, altText: alt, title: z.string().min(1).optional() }) }),
    z.strictObject({ multiImage: z.strictObject({ images: z.array(z.strictObject({ id: image, altText: alt })).min(2).max(20) }) }),
    z.strictObject({ article: z.strictObject({ source: z.url(), title: z.string().min(1), description: z.string().optional(), thumbnail: image.optional() }) }),
    z.strictObject({ poll }),
  ]).optional(),
});
export type PostRequest = z.infer<typeof postRequest>;

export const initializeRequests = {
  images: z.strictObject({ initializeUploadRequest: z.strictObject({ owner: author }) }),
  documents: z.strictObject({ initializeUploadRequest: z.strictObject({ owner: author }) }),
  videos: z.strictObject({ initializeUploadRequest: z.strictObject({ owner: author, fileSizeBytes: z.int().min(76_800).max(524_288_000), uploadCaptions: z.boolean(), uploadThumbnail: z.boolean() }) }),
} as const;
export const finalizeRequest = z.strictObject({ finalizeUploadRequest: z.strictObject({ video: z.string(), uploadToken: z.string(), uploadedPartIds: z.array(z.string().min(1)).min(1) }) });
export const patchRequest = z.strictObject({ patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }) });
export const commentRequest = z.strictObject({ actor: author, object: z.string(), message: z.strictObject({ text: z.string().min(1).max(1250) }), parentComment: z.string().optional() });

/** `@[Name](urn)`, neither of them escaped. */
function mentionAt(text: string, at: number): { readonly name: string; readonly urn: string; readonly length: number } | null {
  const [all, name, urn] = /^@\[((?:\\.|[^[\]\\])+)\]\((urn:li:(?:person|organization):[A-Za-z0-9_-]+)\)/.exec(text.slice(at)) ?? [];
  return all === undefined || name === undefined || urn === undefined ? null : { name: name.replaceAll(/\\(.)/g, '$1'), urn, length: all.length };
}

/** Whom a text names. */
export const mentionsIn = (text: string): readonly string[] => [...text].flatMap((_, at) => (text.charAt(at - 1) === '\\' ? [] : (mentionAt(text, at)?.urn ?? [])));

/** The words a reader sees, or null where the format is broken: LinkedIn then cuts the post off without a word. */
export function readLittleText(text: string): string | null {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const mention = mentionAt(text, at);
    if (mention !== null) {
      plain += mention.name;
      at += mention.length - 1;
    } else if (letter === '\\') {
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
