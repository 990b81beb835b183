import type { DraftCard } from '#core/contract/posts';
import type { Id } from '#core/ids';
import type { CardRow } from './post-store';
import type { PostsDeps } from './posts-deps';

/** Cards of the tray and the bin: three further queries, however many cards there are. */
export function toCards(deps: PostsDeps, rows: readonly CardRow[]): (DraftCard & { readonly brandId: Id; readonly deletedAt: number | null })[] {
  const ids = rows.map(({ id }) => id);
  const labels = deps.labels.ofPosts(ids);
  const networks = new Map<Id, Set<DraftCard['networks'][number]>>(ids.map((id) => [id, new Set()]));
  const deletedAt = new Map(rows.map((row) => [row.id, row.deletedAt]));
  const missing = new Map<Id, number>();
  for (const { id, media } of rows) missing.set(id, media.filter(({ alt }) => alt.trim() === '').length);
  for (const publication of deps.publications.ofPosts(ids)) {
    if (publication.deletedAt !== null && publication.deletedAt !== deletedAt.get(publication.postId)) continue;
    networks.get(publication.postId)?.add(publication.network);
    const own = [...(publication.media ?? []), ...publication.thread.flatMap(({ media }) => media)];
    missing.set(publication.postId, (missing.get(publication.postId) ?? 0) + own.filter(({ alt }) => alt.trim() === '').length);
  }
  const hashes = new Map(deps.posts.assets(rows.flatMap(({ media }) => (media[0] === undefined ? [] : [media[0].assetId]))).map(({ id, hash, status }) => [id, status === 'ok' ? hash : null]));
  return rows.map((row) => {
    const thumbAssetId = row.media[0]?.assetId ?? null;
    return {
      id: row.id, brandId: row.brandId, title: row.title, excerpt: row.excerpt, networks: [...(networks.get(row.id) ?? [])], thumbAssetId,
      thumbHash: thumbAssetId === null ? null : hashes.get(thumbAssetId) ?? null,
      updatedAt: row.updatedAt, missingAlt: missing.get(row.id) ?? 0, labels: [...(labels.get(row.id) ?? [])], deletedAt: row.deletedAt,
    };
  });
}
