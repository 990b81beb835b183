import type { PostSnapshot } from '#core/posts/content';
import type { PostRow, PublicationRow } from './rows';

/** A post as a revision keeps it. */
export const snapshotOf = (post: Pick<PostRow, 'text' | 'media'>, publications: readonly PublicationRow[]): PostSnapshot => ({
  text: post.text, media: post.media,
  publications: publications.map(({ id, accountId, text, media, thread, options }) => ({ id, accountId, text, media, thread, options })),
});

/** Equal as stored: property order does not count. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string => JSON.stringify(value, (_key, part: unknown) =>
  (part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
    : part));
