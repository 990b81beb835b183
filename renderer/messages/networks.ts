import { networkFacts, type NetworkId } from '#core/networks';

interface NetworkWords {
  /** One line under its name when it is offered. */
  readonly about: string;
  /** What can be done there, for the scopes list; unknown scopes are shown as they are. */
  readonly profileUrlName: string;
}

export const networkName = (network: NetworkId): string => networkFacts[network].name;

const profile = (name: string): string => `Open on ${name}`;

export const networkWords: Readonly<Record<NetworkId, NetworkWords>> = {
  bluesky: { about: 'Your handle or your own server', profileUrlName: profile('Bluesky') },
  mastodon: { about: 'Any server that speaks Mastodon', profileUrlName: profile('the server') },
  practice: { about: 'A small network inside Linnet, to try things out', profileUrlName: profile('the practice network') },
  x: { about: 'Not yet', profileUrlName: profile('X') },
  facebook: { about: 'Not yet', profileUrlName: profile('Facebook') },
  instagram: { about: 'Not yet', profileUrlName: profile('Instagram') },
  threads: { about: 'Not yet', profileUrlName: profile('Threads') },
  linkedin: { about: 'Not yet', profileUrlName: profile('LinkedIn') },
  pinterest: { about: 'Not yet', profileUrlName: profile('Pinterest') },
  tiktok: { about: 'Not yet', profileUrlName: profile('TikTok') },
  youtube: { about: 'Not yet', profileUrlName: profile('YouTube') },
};
