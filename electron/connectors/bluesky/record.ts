import type { Json, JsonObject } from '#core/json';
import { blueskyFacets } from '#core/text';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import { quotedRef } from './quoted';
import type { StrongRef } from './strong-ref';

export const rkeyOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

export const blobStep = (part: number, media: number, assetId: string): string => `blob:${part}:${media}:${assetId}`;
/** When the upload of a step was done, UTC ms. */
export const uploadedAtStep = (step: string): string => `${step}:at`;
export const mentionStep = (handle: string): string => `mention:${handle}`;
export const cardStep = 'card';
export const thumbStep = `${cardStep}:thumb`;
export const partStep = (part: number): string => `part:${part}`;
/** The moment of the first commit: a replay must send the very same bytes. */
export const createdAtStep = 'createdAt';

/** Lexicon app.bsky.embed.images. Checked 2026-11-22. */
const MOST_IMAGES = 4;

/** Facets of a text with byte offsets; a mention whose handle resolved to nobody stays plain text. */
function facetsOf(text: string, saved: PublishContext['saved']): readonly Json[] {
  return blueskyFacets(text).flatMap((facet): Json[] => {
    const index = { byteStart: facet.byteStart, byteEnd: facet.byteEnd };
    switch (facet.kind) {
      case 'link': return [{ index, features: [{ $type: 'app.bsky.richtext.facet#link', uri: facet.uri }] }];
      case 'tag': return [{ index, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: facet.tag }] }];
      case 'mention': {
        const did = saved[mentionStep(facet.handle)];
        return typeof did === 'string' && did !== '' ? [{ index, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] }] : [];
      }
    }
  });
}

/** Beside a quote, everything else stands as its media. */
function withQuote(quoted: StrongRef | null, media: JsonObject | null): JsonObject | null {
  if (quoted === null) return media;
  const record = { $type: 'app.bsky.embed.record', record: { ...quoted } };
  return media === null ? record : { $type: 'app.bsky.embed.recordWithMedia', record, media };
}

function mediaOf(context: PublishContext, part: OutgoingPart, p: number): JsonObject | null {
  const [first] = part.media;
  if (first?.kind === 'video') {
    return {
      $type: 'app.bsky.embed.video', video: context.saved[blobStep(p, 0, first.assetId)] ?? null, ...(first.alt === '' ? {} : { alt: first.alt }),
      aspectRatio: { width: Math.max(1, Math.round(first.width)), height: Math.max(1, Math.round(first.height)) },
    };
  }
  if (part.media.length > 0) {
    const images = part.media.map((media, m) => ({
      alt: media.alt, image: context.saved[blobStep(p, m, media.assetId)] ?? null,
      aspectRatio: { width: Math.max(1, Math.round(media.width)), height: Math.max(1, Math.round(media.height)) },
    }));
    // Up to four as every client has long shown them.
    if (images.length <= MOST_IMAGES) return { $type: 'app.bsky.embed.images', images };
    return { $type: 'app.bsky.embed.gallery', items: images.map((image) => ({ $type: 'app.bsky.embed.gallery#image', ...image })) };
  }
  const card = p === 0 ? context.saved[cardStep] : undefined;
  return typeof card === 'object' && card !== null && !Array.isArray(card) ? { $type: 'app.bsky.embed.external', external: card as JsonObject } : null;
}

/** What the account says of its own post; the same on every part. */
function labelsOf({ outgoing }: PublishContext): readonly Json[] {
  const { adultContent, graphicMedia } = outgoing.options;
  return [
    ...(typeof adultContent === 'string' && adultContent !== 'none' ? [{ val: adultContent }] : []),
    ...(graphicMedia === true ? [{ val: 'graphic-media' }] : []),
  ];
}

/** An app.bsky.feed.post record. `reply` names the thread's root and the part before. */
export function buildRecord(context: PublishContext, p: number, reply: { readonly root: StrongRef; readonly parent: StrongRef } | null): JsonObject {
  const part = context.outgoing.parts[p] ?? { text: '', media: [] };
  const facets = facetsOf(part.text, context.saved);
  const embed = withQuote(p === 0 ? (quotedRef(context) ?? null) : null, mediaOf(context, part, p));
  const createdAt = context.saved[createdAtStep];
  const labels = labelsOf(context);
  const language = context.outgoing.options['language'];
  return {
    $type: 'app.bsky.feed.post', text: part.text, createdAt: typeof createdAt === 'string' ? createdAt : '',
    ...(facets.length > 0 ? { facets } : {}),
    ...(embed === null ? {} : { embed }),
    ...(typeof language === 'string' && language !== '' ? { langs: [language] } : {}),
    ...(labels.length > 0 ? { labels: { $type: 'com.atproto.label.defs#selfLabels', values: [...labels] } } : {}),
    ...(reply === null ? {} : { reply: { root: { ...reply.root }, parent: { ...reply.parent } } }),
  };
}
