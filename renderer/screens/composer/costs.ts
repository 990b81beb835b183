import type { NetworkId } from '#core/networks';
import { sendingCost } from '#core/posts/cost';
import { type Draft, type DraftPublication, partsOf } from './draft';

export interface NetworkCost {
  readonly network: NetworkId;
  readonly currency: string;
  readonly amount: number;
}

/** What the networks charge for sending a post to these accounts, one line for each network that charges at all. */
export function costsOf(draft: Draft, publications: readonly DraftPublication[]): readonly NetworkCost[] {
  const sums = new Map<NetworkId, NetworkCost>();
  for (const publication of publications) {
    const { network } = publication;
    const cost = sendingCost(network, partsOf(draft, publication));
    if (cost === null || cost.amount === 0) continue;
    const before = sums.get(network)?.amount ?? 0;
    sums.set(network, { network, currency: cost.currency, amount: Math.round((before + cost.amount) * 1000) / 1000 });
  }
  return [...sums.values()];
}
