import { type NetworkId, networkNames } from '#core/networks/names';

export const networkName = (network: NetworkId): string => networkNames[network];

/** In the middle of a sentence: ours is not a proper name. */
export const networkInText = (network: NetworkId): string => (network === 'practice' ? 'the practice network' : networkName(network));

const about: Partial<Readonly<Record<NetworkId, string>>> = {
  bluesky: 'Your handle, or your own server',
  facebook: 'Pages you run, with an app of your own at Meta',
  instagram: 'Professional accounts, with an app of your own at Meta',
  linkedin: 'Yourself or a company page, with an app of your own',
  mastodon: 'Any server that speaks Mastodon',
  pinterest: 'With an app of your own at Pinterest',
  threads: 'With an app of your own at Meta',
  tiktok: 'Videos, with an app of your own at TikTok',
  x: 'With your own app at X, which charges for each post',
  youtube: 'Videos, with an app of your own at Google',
  practice: 'A small network inside Linnet, to try things out',
};

/** One line under a network that is offered. */
export const networkAbout = (network: NetworkId): string => about[network] ?? '';
