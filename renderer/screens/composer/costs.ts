import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { sendingCost } from '#core/posts/cost';
import { kindOf } from '#core/videos/probe';
import { type Draft, type DraftPublication, partsOf } from './draft';

export interface NetworkCost {
  readonly network: NetworkId;
  readonly currency: string;
  readonly amount: number;
}

/** What the networks charge for sending a post to these accounts, one line for each network that charges at all. */
export function costsOf(draft: Draft, publications: readonly DraftPublication[], assets: ReadonlyMap<Id, Asset> = new Map()): readonly NetworkCost[] {
  const withKind = (use: MediaUse) => ({ ...use, kind: kindOf(assets.get(use.assetId) ?? { mime: '' }) });
  const sums = new Map<NetworkId, NetworkCost>();
  for (const publication of publications) {
    const { network } = publication;
    const cost = sendingCost(network, partsOf(draft, publication).map(({ text, media }) => ({ text, media: media.map(withKind) })));
    if (cost === null || cost.amount === 0) continue;
    const before = sums.get(network)?.amount ?? 0;
    sums.set(network, { network, currency: cost.currency, amount: Math.round((before + cost.amount) * 1000) / 1000 });
  }
  return [...sums.values()];
}
