import type { PublishContext } from '../ports/publish';
import { savedArticle } from './article';
import { imageStep, readImage } from './images';
import { toLittleText } from './little-text';
import { readOptions } from './options';
import { ARTICLE_STEP } from './steps';
import { isOrganisation } from './urn';

const VISIBILITY = { public: 'PUBLIC', connections: 'CONNECTIONS' } as const;

/** The body of POST /rest/posts, or why there is none. The same context gives the same bytes, so that a replay is one. */
export function postBody(context: PublishContext): Readonly<Record<string, unknown>> | 'no-options' | 'nothing' | 'thread' | 'not-public' | 'not-uploaded' {
  const [part, ...more] = context.outgoing.parts;
  const options = readOptions(context);
  if (options === null) return 'no-options';
  if (more.length > 0) return 'thread';
  if (part === undefined || (part.text.trim() === '' && part.media.length === 0)) return 'nothing';
  if (options.visibility !== 'public' && isOrganisation(context.session.remoteId)) return 'not-public';
  const images = part.media.map((media, m) => ({ id: readImage(context.saved, imageStep(m, media)), altText: media.alt }));
  if (images.some(({ id }) => id?.ready !== true)) return 'not-uploaded';
  const named = images.map(({ id, altText }) => ({ id: id?.urn ?? '', ...(altText === '' ? {} : { altText }) }));
  const content = contentOf(context, named);
  return {
    author: context.session.remoteId,
    commentary: toLittleText(part.text),
    visibility: VISIBILITY[options.visibility],
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(content === null ? {} : { content }),
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: !options.allowReposts,
  };
}

function contentOf(context: PublishContext, images: readonly { readonly id: string; readonly altText?: string }[]): Readonly<Record<string, unknown>> | null {
  const [first] = images;
  if (first !== undefined) return images.length === 1 ? { media: first } : { multiImage: { images } };
  const article = savedArticle.safeParse(context.saved[ARTICLE_STEP]);
  if (!article.success || readOptions(context)?.linkCard !== true) return null;
  const { source, title, description, thumbnail } = article.data;
  return { article: { source, title, ...(description === '' ? {} : { description }), ...(thumbnail === null ? {} : { thumbnail }) } };
}
