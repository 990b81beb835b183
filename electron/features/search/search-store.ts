import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import type { Match } from './match';

export interface FoundPost {
  readonly postId: Id;
  readonly brandId: Id;
  readonly title: string;
  readonly text: string;
  readonly plannedAt: Millis | null;
  readonly thumbHash: string | null;
}
export interface FoundPublication {
  readonly postId: Id;
  readonly network: NetworkId;
  readonly state: PublicationState;
  readonly dueAt: Millis | null;
  readonly publishedAt: Millis | null;
  readonly text: string | null;
}

/** What search needs from storage; `db/search.ts` fits it. */
export interface SearchRows {
  /** Most recently written first. */
  readonly matching: (match: Match, limit: number) => readonly FoundPost[];
  /** For what has no words, such as an emoji: looks through the `within` most recently written posts. */
  readonly containing: (query: { readonly brandId: Id | null; readonly piece: string; readonly within: number; readonly limit: number }) => readonly FoundPost[];
  readonly publicationsOf: (postIds: readonly Id[]) => readonly FoundPublication[];
}
