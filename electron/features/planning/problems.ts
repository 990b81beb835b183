import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import { limitsFor } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { mediaForPreflight, preflight, type PreflightMedia, type PreflightTime, type Problem } from '#core/posts/preflight';
import type { BrandRow } from '../brands/brand-store';
import type { AssetRow, PostRow, PublicationRow } from '../posts/rows';
import type { PlanningAccount } from '../posts/post-store';

/** Ids of every asset that a post and its publications use. */
export const assetIdsOf = (post: Pick<PostRow, 'media'>, publications: readonly Pick<PublicationRow, 'media' | 'thread'>[]): readonly Id[] => [...new Set([
  ...post.media, ...publications.flatMap(({ media, thread }) => [...(media ?? []), ...thread.flatMap((part) => part.media)]),
].map(({ assetId }) => assetId))];

/** What would keep a publication from going out, stopping ones only. The same rules as in the composer. */
export function stoppingProblems(
  { post, brand }: { readonly post: PostRow; readonly brand: Pick<BrandRow, 'altRequired'> }, publication: PublicationRow, account: PlanningAccount, assets: ReadonlyMap<Id, AssetRow>, time: { readonly dueAt: Millis; readonly now: Millis },
): readonly Problem[] {
  const mediaOf = (uses: readonly MediaUse[]): readonly PreflightMedia[] => uses.map((use) => mediaForPreflight(use, assets.get(use.assetId)));
  const at: PreflightTime = { dueAt: time.dueAt, now: time.now, gap: null };
  return preflight({
    network: publication.network, accountId: account.id, limits: limitsFor(publication.network, account.limits),
    text: publication.text ?? post.text, media: mediaOf(publication.media ?? post.media),
    thread: publication.thread.map((part) => ({ text: part.text, media: mediaOf(part.media) })),
    baseText: publication.text === null ? null : post.text, options: publication.options, time: at,
    account: { health: account.deletedAt === null ? account.health : 'removed', expiresAt: account.expiresAt }, unresolvedMentions: [], altRequired: brand.altRequired, mediaHost: account.mediaHost ?? false,
  }).filter(({ severity }) => severity === 'stop');
}
