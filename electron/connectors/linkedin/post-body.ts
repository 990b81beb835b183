import { type LinkedinOptions, linkedinOptions, pollChoices } from '#core/networks';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { savedArticle } from './article';
import { isDocument, readDocument, titleOf } from './documents';
import { imageStep, readFile } from './files';
import { toLittleText } from './little-text';
import { readOptions } from './options';
import { ARTICLE_STEP } from './steps';
import { isOrganisation } from './urn';
import { readVideo, videoStep } from './videos';

const DURATION = { '1 day': 'ONE_DAY', '3 days': 'THREE_DAYS', '7 days': 'SEVEN_DAYS', '14 days': 'FOURTEEN_DAYS' } as const;
const VISIBILITY = { public: 'PUBLIC', connections: 'CONNECTIONS' } as const;

/** The body of POST /rest/posts, or why there is none. The same context gives the same bytes, so that a replay is one. */
export function postBody(context: PublishContext): Readonly<Record<string, unknown>> | 'no-options' | 'nothing' | 'thread' | 'not-public' | 'not-uploaded' {
  const [part, ...more] = context.outgoing.parts;
  const options = readOptions(context);
  if (options === null) return 'no-options';
  if (more.length > 0) return 'thread';
  if (part === undefined || (part.text.trim() === '' && part.media.length === 0)) return 'nothing';
  if (options.visibility !== 'public' && isOrganisation(context.session.remoteId)) return 'not-public';
  const asDocument = isDocument(options, part.media) ? readDocument(context) : null;
  if (isDocument(options, part.media) && asDocument?.ready !== true) return 'not-uploaded';
  const uploads = asDocument !== null ? [] : part.media.map((media, m) => ({ upload: uploadOf(context, m, media), altText: media.kind === 'video' ? '' : media.alt }));
  if (uploads.some(({ upload }) => upload?.ready !== true)) return 'not-uploaded';
  const named = uploads.map(({ upload, altText }) => ({ id: upload?.urn ?? '', ...(altText === '' ? {} : { altText }) }));
  const content = asDocument === null ? (pollOf(options) ?? contentOf(context, named)) : { media: { id: asDocument.urn, title: titleOf(options, part.text) } };
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

const uploadOf = ({ saved }: PublishContext, m: number, media: OutgoingMedia): { readonly urn: string; readonly ready: boolean } | null =>
  (media.kind === 'video' ? readVideo(saved, videoStep(m, media)) : readFile(saved, imageStep(m, media), 'images'));

/** What LinkedIn would refuse whatever is uploaded; said before anything is sent. */
export function combinationError({ outgoing }: PublishContext): ConnectorError | null {
  const media = outgoing.parts[0]?.media ?? [];
  if (media.length > 1 && media.some(({ kind }) => kind === 'video')) return { type: 'rejected', reason: 'media-invalid', detail: 'LinkedIn takes a video only by itself: leave it out, or what stands beside it.' };
  const options = linkedinOptions.safeParse(outgoing.options).data;
  if (media.length > 0 && options !== undefined && pollChoices(options).length > 0) return { type: 'rejected', reason: 'invalid', detail: 'LinkedIn takes a poll or pictures, not both: take one of them out.' };
  return null;
}

function pollOf(options: LinkedinOptions): Readonly<Record<string, unknown>> | null {
  const choices = pollChoices(options);
  return choices.length === 0 ? null : { poll: { question: options.pollQuestion, options: choices.map((text) => ({ text })), settings: { duration: DURATION[options.pollLength] } } };
}

function contentOf(context: PublishContext, images: readonly { readonly id: string; readonly altText?: string }[]): Readonly<Record<string, unknown>> | null {
  const [first] = images;
  if (first !== undefined) return images.length === 1 ? { media: first } : { multiImage: { images } };
  const article = savedArticle.safeParse(context.saved[ARTICLE_STEP]);
  if (!article.success || readOptions(context)?.linkCard !== true) return null;
  const { source, title, description, thumbnail } = article.data;
  return { article: { source, title, ...(description === '' ? {} : { description }), ...(thumbnail === null ? {} : { thumbnail }) } };
}
