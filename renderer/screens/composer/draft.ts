import type { Post } from '#core/contract/posts';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { MediaUse, PublicationContent, ThreadPart } from '#core/posts/content';

export interface DraftPublication extends PublicationContent {
  readonly accountId: Id;
  readonly network: NetworkId;
}

/** What a person can write on this screen: the post, and what each account says differently. */
export interface Draft {
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly publications: readonly DraftPublication[];
}

/** Where text and pictures are edited: the base, what one account says, or a further part of its thread (0 is the first further one). */
export type Place =
  | { readonly kind: 'base' }
  | { readonly kind: 'account'; readonly accountId: Id }
  | { readonly kind: 'part'; readonly accountId: Id; readonly part: number };

export const basePlace: Place = { kind: 'base' };

export const draftOf = (post: Pick<Post, 'text' | 'media' | 'publications'>): Draft => ({
  text: post.text,
  media: post.media,
  publications: post.publications.map(({ accountId, network, text, media, thread, options }) => ({ accountId, network, text, media, thread, options: options as PublicationContent['options'] })),
});

export const publicationOf = (draft: Draft, accountId: Id): DraftPublication | undefined => draft.publications.find((one) => one.accountId === accountId);

/** What an account says first: its own words, or the base. */
export const textOf = (draft: Draft, publication: DraftPublication): string => publication.text ?? draft.text;
export const mediaOf = (draft: Draft, publication: DraftPublication): readonly MediaUse[] => publication.media ?? draft.media;

export function textAt(draft: Draft, place: Place): string {
  if (place.kind === 'base') return draft.text;
  const publication = publicationOf(draft, place.accountId);
  if (publication === undefined) return '';
  return place.kind === 'account' ? textOf(draft, publication) : (publication.thread[place.part]?.text ?? '');
}

export function mediaAt(draft: Draft, place: Place): readonly MediaUse[] {
  if (place.kind === 'base') return draft.media;
  const publication = publicationOf(draft, place.accountId);
  if (publication === undefined) return [];
  return place.kind === 'account' ? mediaOf(draft, publication) : (publication.thread[place.part]?.media ?? []);
}

/** All parts as they go out, the first one included. */
export const partsOf = (draft: Draft, publication: DraftPublication): readonly ThreadPart[] =>
  [{ text: textOf(draft, publication), media: mediaOf(draft, publication) }, ...publication.thread];

const copyMedia = (media: readonly MediaUse[]): MediaUse[] => media.map(({ assetId, alt }) => ({ assetId, alt }));

/** Nothing was written or chosen yet: then nothing is worth complaining of. */
export const isBlank = ({ text, media, publications }: Draft): boolean =>
  text.trim() === '' && media.length === 0 && publications.every((one) => (one.text ?? '').trim() === '' && (one.media ?? []).length === 0 && one.thread.length === 0);

/** As `posts.save` takes it. */
export const saveInput = (draft: Draft) => ({
  text: draft.text,
  media: copyMedia(draft.media),
  publications: draft.publications.map(({ accountId, text, media, thread, options }) => ({
    accountId, text, media: media === null ? null : copyMedia(media), thread: thread.map((part) => ({ text: part.text, media: copyMedia(part.media) })), options: { ...options } as Post['publications'][number]['options'],
  })),
});

/** Whether two drafts say the same, whatever the order of their options. */
export const sameDraft = (a: Draft, b: Draft): boolean => a === b || fingerprint(a) === fingerprint(b);

const fingerprint = (draft: Draft): string => {
  const { text, media, publications } = saveInput(draft);
  const sorted = publications
    .map((one) => ({ ...one, options: Object.entries(one.options).toSorted(([a], [b]) => (a < b ? -1 : 1)) }))
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  return JSON.stringify({ text, media, sorted });
};
