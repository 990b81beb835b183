import type { Post } from '#core/contract/posts';
import { assetIdsOf } from '../planning/problems';
import type { PostsDeps } from './posts-deps';
import type { AssetRow, PostRow, PublicationRow } from './rows';

export type PublicationView = Post['publications'][number];

/** A publication as the window sees it. */
export const toPublication = (row: PublicationRow): PublicationView => ({
  id: row.id, postId: row.postId, accountId: row.accountId, network: row.network, state: row.state, stateSince: row.stateSince,
  text: row.text, media: row.media === null ? null : [...row.media], thread: row.thread.map((part) => ({ text: part.text, media: [...part.media] })), options: { ...row.options } as PublicationView['options'],
  dueWall: row.dueWall, dueZone: row.dueZone, dueAt: row.dueAt, wakeAt: row.wakeAt, attemptCount: row.attemptCount, nativeRef: row.nativeRef,
  remoteId: row.remoteId, permalink: row.permalink, publishedAt: row.publishedAt, verifiedAt: row.verifiedAt, goneAt: row.goneAt,
  problemCode: row.problemCode, problemDetail: row.problemDetail,
});

/** Those of the post; in the bin, those that went there with it. */
export const liveOf = (post: PostRow, publications: readonly PublicationRow[]): readonly PublicationRow[] =>
  publications.filter(({ deletedAt }) => deletedAt === null || deletedAt === post.deletedAt);

export function readPost(deps: PostsDeps, post: PostRow): Post {
  const publications = liveOf(post, deps.publications.ofPost(post.id));
  const assets: readonly AssetRow[] = deps.posts.assets(assetIdsOf(post, publications));
  return {
    id: post.id, brandId: post.brandId, title: post.title, text: post.text, media: [...post.media],
    plannedWall: post.plannedWall, plannedZone: post.plannedZone, plannedAt: post.plannedAt,
    version: post.version, createdAt: post.createdAt, updatedAt: post.updatedAt, deletedAt: post.deletedAt,
    publications: publications.map(toPublication), labels: [...(deps.labels.ofPosts([post.id]).get(post.id) ?? [])],
    assets: [...assets], revisionCount: deps.revisions.count(post.id),
  };
}
