import { z } from 'zod';
import type { Json, JsonObject } from '#core/json';
import { blueskyFacets } from '#core/text';
import type { OutgoingPart, PublishContext } from '../ports/publish';

export interface StrongRef { readonly uri: string; readonly cid: string }
export const refAnswer = z.object({ uri: z.string().regex(/^at:\/\/[A-Za-z0-9.:%_-]{1,300}\/[A-Za-z0-9.]{1,300}\/[A-Za-z0-9.:~_-]{1,512}$/), cid: z.string().regex(/^[A-Za-z0-9+=/]{1,200}$/) });
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

export function readRef(value: Json | undefined): StrongRef | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { uri, cid } = value as JsonObject;
  return typeof uri === 'string' && typeof cid === 'string' ? { uri, cid } : null;
}

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

function embedOf(context: PublishContext, part: OutgoingPart, p: number): JsonObject | null {
  const [first] = part.media;
  if (first?.kind === 'video') {
    return {
      $type: 'app.bsky.embed.video', video: context.saved[blobStep(p, 0, first.assetId)] ?? null, ...(first.alt === '' ? {} : { alt: first.alt }),
      aspectRatio: { width: Math.max(1, Math.round(first.width)), height: Math.max(1, Math.round(first.height)) },
    };
  }
  if (part.media.length > 0) {
    return {
      $type: 'app.bsky.embed.images',
      images: part.media.map((media, m) => ({
        alt: media.alt, image: context.saved[blobStep(p, m, media.assetId)] ?? null,
        aspectRatio: { width: Math.max(1, Math.round(media.width)), height: Math.max(1, Math.round(media.height)) },
      })),
    };
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
  const embed = embedOf(context, part, p);
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
