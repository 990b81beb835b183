import type { Publication } from '#core/contract/posts';
import { networkFacts } from '#core/networks';
import { networkInText } from './networks';
import { capital } from './quoted';

/** What is said about changing a post that is out. @param network as it is called in the middle of a sentence */
export const editWords = {
  act: (network: string): string => `Change it on ${network}`,
  save: (network: string): string => `Save on ${network}`,
  saving: (network: string): string => `Saving on ${network}…`,
  done: (network: string): string => `Changed on ${network}`,
  about: (network: string): string => `Readers on ${network} see that it was changed. There is no undo; what it says now stays among the versions of the post.`,
  unsure: (network: string): string => `Linnet does not know whether ${network} took this change. Save it once more: it does no harm.`,
} as const;

/** Why a post that is out cannot be changed from here, in one sentence; empty where nothing need be said. */
export function whyNoEdit({ network, remoteId, goneAt }: Pick<Publication, 'network' | 'remoteId' | 'goneAt'>): string {
  if (goneAt !== null) return '';
  const name = networkInText(network);
  if (!networkFacts[network].edit.allowed) return `${capital(name)} has no way to change a post that is out: remove it and post it again.`;
  return remoteId === null ? `Linnet does not know which post on ${name} it is, so it cannot change it.` : `Linnet cannot change this post any more: do it on ${name} itself.`;
}
