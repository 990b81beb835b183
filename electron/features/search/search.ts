import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { type PublicationState, worstState } from '#core/posts/states';
import { matchOf } from './match';
import type { FoundPost, FoundPublication, SearchRows } from './search-store';
import { foldedWords, openingOf, snippetOf } from './snippet';

/** An emoji or a punctuation mark is looked for letter by letter, in this many of the newest posts. */
const LETTER_BY_LETTER = 5_000;

export interface SearchHit {
  readonly postId: Id;
  readonly brandId: Id;
  readonly title: string;
  readonly snippet: string;
  /** Content hash of its first picture. */
  readonly thumbHash: string | null;
  readonly state: PublicationState;
  readonly at: Millis | null;
  readonly networks: NetworkId[];
}

export interface SearchDeps {
  readonly search: SearchRows;
  /** Brands that are not in the bin. */
  readonly brands: () => readonly { readonly id: Id }[];
}

export function createSearch({ search, brands }: SearchDeps) {
  return ({ brandId, query, limit }: { readonly brandId: Id | null; readonly query: string; readonly limit: number }): SearchHit[] => {
    const typed = query.trim();
    if (typed === '') return [];
    const wanted = brandId === null ? brands().map(({ id }) => id) : [brandId];
    if (wanted.length === 0) return [];
    const match = matchOf(typed, wanted);
    const found = match === null ? search.containing({ brandId, piece: typed, within: LETTER_BY_LETTER, limit }) : search.matching(match, limit);
    const posts = found.filter((post) => wanted.includes(post.brandId));
    const publications = new Map<Id, FoundPublication[]>(posts.map(({ postId }) => [postId, []]));
    for (const publication of search.publicationsOf([...publications.keys()])) publications.get(publication.postId)?.push(publication);
    const words = foldedWords(typed);
    return posts.map((post) => toHit(post, publications.get(post.postId) ?? [], words));
  };
}

export type Search = ReturnType<typeof createSearch>;

function toHit(post: FoundPost, publications: readonly FoundPublication[], words: readonly string[]): SearchHit {
  const own = publications.flatMap(({ text }) => (text === null ? [] : [text]));
  const snippet = [post.text, ...own].map((text) => snippetOf(text, words)).find((one) => one !== null) ?? openingOf(post.text);
  const times = publications.flatMap(({ publishedAt, dueAt }) => publishedAt ?? dueAt ?? []);
  return {
    postId: post.postId, brandId: post.brandId, title: post.title, snippet, thumbHash: post.thumbHash, state: worstState(publications.map(({ state }) => state)),
    at: times.length === 0 ? post.plannedAt : Math.min(...times), networks: [...new Set(publications.map(({ network }) => network))],
  };
}
