import { costOf, networkFacts, type NetworkId } from '#core/networks';
import { findLinks } from '#core/text';

interface SentPart {
  readonly text: string;
  readonly media: readonly { readonly alt: string }[];
}
export interface Cost {
  /** ISO 4217. */
  readonly currency: string;
  readonly amount: number;
}

/** What the network charges for these parts of a post, once; null where sending is free. Empty parts are not sent. */
export function sendingCost(network: NetworkId, parts: readonly SentPart[]): Cost | null {
  const { price } = networkFacts[network];
  if (price === undefined) return null;
  const sent = parts.filter(({ text, media }) => text.trim() !== '' || media.length > 0);
  const amount = costOf({ price }, sent.map(({ text, media }) => ({ hasLink: findLinks(text).length > 0, altTexts: media.filter(({ alt }) => alt !== '').length }))) ?? 0;
  return { currency: price.currency, amount };
}
