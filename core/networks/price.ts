import type { NetworkFacts } from './facts';

/** What of a part of a post its price depends on. */
export interface PricedPart {
  readonly hasLink: boolean;
  /** How many pictures have an alt text. */
  readonly altTexts: number;
}

/** What the network charges for sending these parts once, in the price's currency; null where sending is free. */
export function costOf(facts: Pick<NetworkFacts, 'price'>, parts: readonly PricedPart[]): number | null {
  const { price } = facts;
  if (price === undefined) return null;
  const sum = parts.reduce((total, { hasLink, altTexts }) => total + (hasLink ? price.postWithLink : price.post) + altTexts * price.altText, 0);
  // Tenths of a cent: sums of decimals are not exact.
  return Math.round(sum * 1000) / 1000;
}
