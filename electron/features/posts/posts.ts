import type { BinCard, DraftCard, Post } from '#core/contract/posts';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { networkFacts, type NetworkFacts, type NetworkId } from '#core/networks';
import type { MediaUse, PublicationContent } from '#core/posts/content';
import { err, ok } from '#core/result';
import { titleOf } from '#core/text';
import { isWallTime, resolveWallTime } from '#core/time';
import { matchOf } from '../search/match';
import { createBin } from './bin';
import { toCards } from './cards';
import type { PostsDeps } from './posts-deps';
import { readPost } from './read-post';
import { createRevisions } from './revisions';
import type { PostRow } from './rows';
import { createSave, keepRevision, sanitised } from './save';
import { snapshotOf } from './snapshot';
import { newPublication } from './write-content';

export type { PostsDeps } from './posts-deps';
export type Posts = ReturnType<typeof createPosts>;

/** What was agreed to, and answered for it, holds for one post. */
const withoutConsent = (network: NetworkId, options: PublicationContent['options']): PublicationContent['options'] => {
  const { consent }: NetworkFacts = networkFacts[network];
  const once = consent?.options ?? [];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !once.includes(name)));
};
const asBase: PublicationContent = { text: null, media: null, thread: [], options: {} };

interface NewPost {
  readonly brandId: Id;
  readonly text: string;
  readonly plannedWall: string | null;
  readonly accountIds: readonly Id[];
  readonly media: readonly MediaUse[];
}

export function createPosts(deps: PostsDeps) {
  const found = (id: Id): AppResult<Post> => {
    const post = deps.posts.byId(id);
    return post === null ? err(appError('not-found')) : ok(readPost(deps, post));
  };

  function insert(row: Pick<PostRow, 'brandId' | 'text' | 'media' | 'plannedWall' | 'plannedZone' | 'plannedAt'>, publications: readonly { readonly accountId: Id; readonly content: PublicationContent }[], reason: 'created' | 'duplicate'): PostRow {
    const now = deps.clock.now();
    const post: PostRow = { ...row, id: deps.newId(), title: titleOf(row.text), version: 1, createdAt: now, updatedAt: now, deletedAt: null };
    deps.posts.insert(post);
    for (const { accountId, content } of publications) {
      const account = deps.account(accountId);
      if (account !== null) deps.publications.insert(newPublication({ id: deps.newId(), post, accountId, network: account.network, content, now }));
    }
    keepRevision(deps, post.id, reason, snapshotOf(post, deps.publications.ofPost(post.id)), now);
    deps.activity({ code: reason === 'created' ? 'post-created' : 'post-duplicated', brandId: post.brandId, postId: post.id });
    return post;
  }

  const told = <T>(result: AppResult<T>): AppResult<T> => {
    if (result.ok) deps.changes.changed('posts', 'calendar', 'activity');
    return result;
  };

  const liveAccount = (id: Id, brandId: Id): boolean => {
    const account = deps.account(id);
    return account !== null && account.brandId === brandId && account.deletedAt === null;
  };

  return {
    get: found,

    create: (input: NewPost): AppResult<Post> => told(deps.transaction((): AppResult<Post> => {
      const brand = deps.brands.byId(input.brandId);
      if (brand === null || brand.deletedAt !== null) return err(appError('not-found'));
      const accountIds = [...new Set(input.accountIds)];
      if (!accountIds.every((id) => liveAccount(id, brand.id))) return err(appError('not-found'));
      if (input.plannedWall !== null && !isWallTime(input.plannedWall)) return err(appError('time-malformed'));
      // A wish, not a promise to send: a day that has passed is taken as it is.
      const planned = input.plannedWall === null ? { plannedWall: null, plannedZone: null, plannedAt: null }
        : { plannedWall: input.plannedWall, plannedZone: brand.timeZone, plannedAt: resolveWallTime(input.plannedWall, brand.timeZone).instant };
      const { text } = sanitised({ text: input.text, media: [], publications: [] });
      const post = insert({ brandId: brand.id, text, media: input.media, ...planned }, accountIds.map((accountId) => ({ accountId, content: asBase })), 'created');
      return ok(readPost(deps, post));
    })),

    save: createSave(deps),
    ...createRevisions(deps),
    ...createBin(deps),

    /** A fresh draft that says the same, without a time. */
    duplicate: (id: Id): AppResult<Post> => told(deps.transaction((): AppResult<Post> => {
      const post = deps.posts.byId(id);
      if (post === null || post.deletedAt !== null) return err(appError('not-found'));
      const own = deps.publications.ofPost(id).filter(({ deletedAt, accountId }) => deletedAt === null && liveAccount(accountId, post.brandId));
      const copy = insert(
        { brandId: post.brandId, text: post.text, media: post.media, plannedWall: null, plannedZone: null, plannedAt: null },
        own.map(({ accountId, network, text, media, thread, options }) => ({ accountId, content: { text, media, thread, options: withoutConsent(network, options) } })), 'duplicate',
      );
      deps.labels.setForPost(copy.id, (deps.labels.ofPosts([id]).get(id) ?? []).map((label) => label.id));
      return ok(readPost(deps, copy));
    })),

    drafts: ({ brandId, query, limit }: { readonly brandId: Id; readonly query: string; readonly limit: number }): DraftCard[] => {
      const typed = query.trim();
      const match = matchOf(typed, [brandId]);
      const rows = deps.posts.unplanned({ brandId, limit, match, contains: match === null && typed !== '' ? typed : null });
      return toCards(deps, rows).map(({ deletedAt: _not, brandId: _own, ...card }) => card);
    },

    bin: ({ brandId, query, limit }: { readonly brandId: Id | null; readonly query: string; readonly limit: number }): BinCard[] => {
      const typed = query.trim();
      return toCards(deps, deps.posts.inBin({ brandId, contains: typed === '' ? null : typed, limit })).map((card) => ({ ...card, deletedAt: card.deletedAt ?? 0 }));
    },
  };
}

