import { z } from 'zod';

/** Link to a post that is quoted, as copied from a browser; empty: none. What it leads to is asked for before the post goes out. */
export const quoteLink = z.string().max(2_000).refine((text) => text.trim() === '' || isPostAddress(text.trim()), 'no link to a post').default('');

function isPostAddress(text: string): boolean {
  if (/^at:\/\/[^/\s]+\/app\.bsky\.feed\.post\/[^/\s]+$/.test(text)) return true;
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.pathname.length > 1;
}
