import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';

/** A picture as used in one post: which asset, and what it shows for people who cannot see it. */
export interface MediaUse {
  readonly assetId: Id;
  readonly alt: string;
}

/** One further part of a thread, after the first. */
export interface ThreadPart {
  readonly text: string;
  readonly media: readonly MediaUse[];
}

/** What a publication says differently from its post; null means "as the base". */
export interface PublicationContent {
  readonly text: string | null;
  readonly media: readonly MediaUse[] | null;
  readonly thread: readonly ThreadPart[];
  readonly options: JsonObject;
}

/** A whole post at one moment, as a revision keeps it. */
export interface PostSnapshot {
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly publications: readonly (PublicationContent & { readonly id: Id; readonly accountId: Id })[];
}

/** So many drafts lie beside the calendar; the others are found by their words. */
export const DRAFTS_SHOWN = 200;
