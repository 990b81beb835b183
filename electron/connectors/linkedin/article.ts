import { z } from 'zod';
import { pollChoices } from '#core/networks';
import { findLinks } from '#core/text';
import { fetchLinkCard } from '../http/link-card';
import type { PublishContext } from '../ports/publish';
import type { LinkedinDeps } from './client';
import { isFresh, readFile, type Upload } from './files';
import type { createFileUpload } from './files';
import { readOptions } from './options';
import { ARTICLE_STEP, THUMB_STEP } from './steps';

/** Article titles and descriptions longer than this are cut by LinkedIn's own pages. */
const MAX_TITLE = 400;
const MAX_DESCRIPTION = 4000;

export const savedArticle = z.object({ source: z.string(), title: z.string(), description: z.string(), thumbnail: z.string().nullable() });

/**
 * LinkedIn reads no page by itself, so the card of the first link is made here: title, description and picture that the page
 * says of itself. A page that cannot be read still gives a card, and the post never fails for it.
 */
export async function prepareArticle(deps: LinkedinDeps, upload: ReturnType<typeof createFileUpload>, context: PublishContext): Promise<void> {
  const part = context.outgoing.parts[0];
  const options = readOptions(context);
  if (part === undefined || part.media.length > 0 || options?.linkCard !== true || pollChoices(options).length > 0) return;
  const known = savedArticle.safeParse(context.saved[ARTICLE_STEP]).data;
  if (known !== undefined && (known.thumbnail === null || isFresh(readFile(context.saved, THUMB_STEP, 'images'), deps.clock.now()))) return;
  const link = findLinks(part.text)[0];
  if (link === undefined || !URL.canParse(link.url)) return;
  const card = await fetchLinkCard(deps.http.publicOnly, link.url, context.signal);
  const { image } = card;
  let thumbnail: string | null = null;
  if (image !== null && (image.type === 'image/jpeg' || image.type === 'image/png')) {
    const thumb: Upload = { step: THUMB_STEP, kind: 'images', bytes: () => Promise.resolve(image.bytes) };
    const sent = await upload(context, thumb);
    thumbnail = sent.ok ? sent.value.urn : (readFile(context.saved, THUMB_STEP, 'images')?.urn ?? null);
  }
  if (context.signal.aborted) return;
  context.save(ARTICLE_STEP, { source: card.uri, title: card.title.slice(0, MAX_TITLE), description: card.description.slice(0, MAX_DESCRIPTION), thumbnail });
}
