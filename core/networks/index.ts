import { type AccountLimits, mergeLimits } from './account-limits';
import { bluesky } from './bluesky';
import { facebook } from './facebook';
import type { NetworkFacts, NetworkLimits } from './facts';
import { instagram } from './instagram';
import { linkedin } from './linkedin';
import { mastodon } from './mastodon';
import type { NetworkId } from './names';
import { pinterest } from './pinterest';
import { practice } from './practice';
import { threads } from './threads';
import { tiktok } from './tiktok';
import { x } from './x';
import { youtube } from './youtube';

export { type Allowance, allowanceSchema } from './allowance';
export { type AccountLimits, accountLimitsSchema } from './account-limits';
export { type BlueskyOptions, blueskyOptions } from './bluesky';
export { type FacebookOptions, facebookOptions } from './facebook';
export {
  type ConsentFacts, type EditLimits, type DestinationOption, type LengthLimit, type MediaLimits, type NativeScheduleFacts, type NetworkFacts,
  type AudioCodec, type MovingLimits, type NetworkLimits, type PollLimits, type Ratio, type TextLimit, type TextUnit, type VideoCodec, type VideoLimits,
} from './facts';
export { type InstagramOptions, instagramOptions, namesIn } from './instagram';
export { type LinkedinOptions, linkedinOptions } from './linkedin';
export { type MastodonOptions, mastodonOptions } from './mastodon';
export { type NetworkId, networkIds } from './names';
export { isPollLength, pollChoiceNames, pollChoices, pollLengthMs } from './poll';
export { type PinterestOptions, pinterestOptions } from './pinterest';
export type { PracticeOptions } from './practice';
export { type FitLimits, fitLimitsOf, type Fitting, near, noFitLimits } from './fit-limits';
export { pictureLimitsOf } from './pictures';
export { costOf, type PricedPart } from './price';
export { type ThreadsOptions, threadsOptions } from './threads';
export { tiktokAgreement, type TiktokOptions, tiktokOptions } from './tiktok';
export { type XOptions, xOptions } from './x';
export { tagsIn, type YoutubeOptions, youtubeOptions } from './youtube';

export const networkFacts: { readonly [N in NetworkId]: NetworkFacts } = {
  bluesky, mastodon, practice, x, facebook, instagram, threads, linkedin, pinterest, tiktok, youtube,
};

/** Networks a person can connect today, in the order they are offered. */
export const availableNetworks: readonly NetworkId[] = Object.values(networkFacts)
  .filter((facts) => facts.available)
  .map((facts) => facts.id);

export const isNetworkId = (value: string): value is NetworkId => Object.hasOwn(networkFacts, value);

/** The limits that hold for an account: what its server said of itself, over the network's usual ones. */
export const limitsFor = (network: NetworkId, account: AccountLimits | null): NetworkLimits =>
  mergeLimits(networkFacts[network].limits, account);

/** What is special about a publication with these options, such as a Story; undefined: nothing. */
export const specialOf = (network: NetworkId, options: Readonly<Record<string, unknown>>): NonNullable<NetworkFacts['mediaWhen']>[number] | undefined =>
  networkFacts[network].mediaWhen?.find(({ option, value }) => options[option] === value);

/** The limits of an account as they hold for a publication with these options. */
export function limitsWith(network: NetworkId, limits: NetworkLimits, options: Readonly<Record<string, unknown>>): NetworkLimits {
  const special = specialOf(network, options);
  return special === undefined ? limits : { ...limits, media: special.media, video: special.video ?? null, altText: special.altText };
}

/** The options of a new publication there. */
export const defaultOptions = (network: NetworkId): Readonly<Record<string, unknown>> => networkFacts[network].options.parse({});
