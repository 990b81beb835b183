import { outcomeWords } from './outcomes';

const logins: ReadonlySet<string> = new Set(['reauth', 'signed-out', 'disconnected', 'account-reauth', 'account-disconnected', 'account-expires-before']);

/**
 * Why a publication did not go out at its time, as a sentence without its full stop.
 * @param why its `problemCode`, or what the engine noted of it; null when nothing of the network's stood in its way
 * @param network as it is called in the middle of a sentence
 */
export function whyMissed(why: string | null, network: string): string {
  if (why === null) return 'Linnet was not running then, was paused or was offline';
  if (why === 'not-running') return 'Linnet was not running then, or was paused';
  if (why === 'offline') return 'This computer was offline then';
  if (logins.has(why)) return `${network} did not accept the login then`;
  if (why === 'not-arrived') return `It was sent, and ${network} certainly does not have it`;
  if (why === 'unavailable') return `${network} could not be reached then`;
  if (why === 'rate-limited') return `${network} asked Linnet to wait then`;
  return outcomeWords(why, network).title;
}

/** Whether anything was sent at all. */
export const nothingSent = (why: string | null): boolean => why !== 'not-arrived' && why !== 'partly';
