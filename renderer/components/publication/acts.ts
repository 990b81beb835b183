import type { Account } from '#core/contract/accounts';
import type { Publication } from '#core/contract/posts';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { networkName } from '#renderer/messages/networks';
import { confirm } from '#renderer/stores/confirm';

type Target = Pick<Publication, 'id' | 'network'>;

const foundWords = ({ state, network }: Publication): string => {
  const name = networkName(network);
  if (state === 'published') return `It is there: ${name} has it`;
  if (state === 'scheduled') return `${name} does not have it. It is sent again, once`;
  return `Linnet looked and cannot tell yet. It looks again by itself`;
};

export const lookNow = (target: Target): Promise<Publication | null> => act(client.publishing.lookNow({ id: target.id }), { done: foundWords });

export async function decide(target: Target, decision: 'it-is-there' | 'send-it' | 'do-not-send'): Promise<void> {
  const name = networkName(target.network);
  if (decision === 'send-it' && !(await confirm({
    title: `Send it to ${name} again?`, body: 'Only if you have looked and it is not there: Linnet takes your word for it. If it is there after all, it will be there twice.', act: 'It is not there, send it',
  }))) return;
  const done = { 'it-is-there': `Noted: it is on ${name}`, 'send-it': `It goes to ${name} now`, 'do-not-send': 'It is not sent again' }[decision];
  await act(client.publishing.decide({ id: target.id, decision }), { done });
}

export async function decideMissed(target: Target, decision: 'now' | 'slot' | 'skip'): Promise<void> {
  const done = { now: `It goes to ${networkName(target.network)} now`, slot: 'It waits for the next free posting time', skip: 'It is left out' }[decision];
  await act(client.publishing.missed({ id: target.id, decision }), { done });
}

export const retry = (target: Target): Promise<Publication | null> => act(client.publishing.retry({ id: target.id }), { done: `Linnet tries ${networkName(target.network)} again` });

export async function removeFromNetwork(target: Target): Promise<void> {
  const name = networkName(target.network);
  if (!(await confirm({ title: `Remove it from ${name}?`, body: `The post disappears from ${name}, with its likes and replies. It stays in Linnet. This cannot be undone.`, act: `Remove it from ${name}`, danger: true }))) return;
  await act(client.publishing.removeFromNetwork({ id: target.id }), { done: `Removed from ${name}` });
}

export const hold = (target: Target): Promise<unknown> => act(client.planning.hold({ publicationIds: [target.id] }), { done: `${networkName(target.network)} is on hold` });
export const resume = (target: Target): Promise<unknown> => act(client.planning.resume({ publicationIds: [target.id] }), { done: `It goes out on ${networkName(target.network)} at its time again` });

export const openLive = (permalink: string): Promise<unknown> => act(client.app.openExternal({ url: permalink }));
export const openProfile = (account: Account): Promise<unknown> => act(client.app.openExternal({ url: account.profileUrl }));
