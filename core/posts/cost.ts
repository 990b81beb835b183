import { costOf, networkFacts, type NetworkId } from '#core/networks';
import { findLinks } from '#core/text';

interface SentPart {
  readonly text: string;
  /** `kind` absent: a picture. */
  readonly media: readonly { readonly alt: string; readonly kind?: 'image' | 'video' }[];
}
export interface Cost {
  /** ISO 4217. */
  readonly currency: string;
  readonly amount: number;
}

/** What the network charges for these parts of a post, once; null where sending is free. Empty parts are not sent. */
export function sendingCost(network: NetworkId, parts: readonly SentPart[]): Cost | null {
  const { price, limits } = networkFacts[network];
  // Words that the network does not take for a video are not told, so they cost nothing.
  const isTold = ({ alt, kind }: SentPart['media'][number]): boolean => alt !== '' && (kind !== 'video' || limits.video?.altText === true);
  if (price === undefined) return null;
  const sent = parts.filter(({ text, media }) => text.trim() !== '' || media.length > 0);
  const amount = costOf({ price }, sent.map(({ text, media }) => ({ hasLink: findLinks(text).length > 0, altTexts: media.filter(isTold).length }))) ?? 0;
  return { currency: price.currency, amount };
}
