import type { JsonObject } from '#core/json';
import type { NetworkId } from '#core/networks';
import { sendingCost } from '#core/posts/cost';

/**
 * What the network charged, for the line of the log that says what is out: the price of today is kept with it. Of a thread each line
 * holds the sum so far, so the highest of a publication's lines is what it cost.
 */
export function charged(network: NetworkId, parts: Parameters<typeof sendingCost>[1]): JsonObject {
  const cost = sendingCost(network, parts);
  return cost === null || cost.amount === 0 ? {} : { cost: cost.amount, currency: cost.currency };
}
