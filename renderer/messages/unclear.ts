import type { NetworkId } from '#core/networks';
import { networkInText } from './networks';
import { capital } from './quoted';

/** Why a person is asked about a post after a restore: some networks let no app look, so that it is asked about each one. */
export const whyUnclear = (network: NetworkId): string => (network === 'linkedin'
  ? 'LinkedIn lets no app read your posts, so Linnet cannot look for itself and asks you about each post that was planned in the back-up'
  : `${capital(networkInText(network))} may keep it, or have published it with other words or at another time, and Linnet cannot tell`);

/** Where Linnet can look for a post that got no answer. LinkedIn lists nobody's posts to an app: there only a person can. */
export const canLook = (network: NetworkId): boolean => network !== 'linkedin';
