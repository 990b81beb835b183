import { costOf, networkFacts, type NetworkId } from '#core/networks';
import { findLinks } from '#core/text';
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
    const facts = networkFacts[publication.network];
    const currency = facts.price?.currency;
    if (currency === undefined) continue;
    const parts = partsOf(draft, publication).filter(({ text, media }) => text.trim() !== '' || media.length > 0);
    const amount = costOf(facts, parts.map(({ text, media }) => ({ hasLink: findLinks(text).length > 0, altTexts: media.filter(({ alt }) => alt !== '').length }))) ?? 0;
    if (amount === 0) continue;
    const before = sums.get(publication.network)?.amount ?? 0;
    sums.set(publication.network, { network: publication.network, currency, amount: Math.round((before + amount) * 1000) / 1000 });
  }
  return [...sums.values()];
}
