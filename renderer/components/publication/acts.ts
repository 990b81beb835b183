import type { Account } from '#core/contract/accounts';
import type { Publication } from '#core/contract/posts';
import { act } from '#renderer/api/act';
import { openAddress } from '#renderer/api/open-address';
import { client } from '#renderer/api/client';
import { doneWords, type Named, type Said } from '#renderer/messages/done';
import { networkInText } from '#renderer/messages/networks';
import { capital } from '#renderer/messages/quoted';
import { confirm } from '#renderer/stores/confirm';

/** Everything a person can ask of one publication; the panel, the lists and the chips all act through here. */
export type Target = Named & Pick<Publication, 'id'>;

export const lookNow = (target: Target): Promise<Publication | null> => act(client.publishing.lookNow({ id: target.id }), { done: (after) => doneWords.looked(target, after) });

export async function decide(target: Target, decision: 'it-is-there' | 'send-it' | 'do-not-send', link = ''): Promise<void> {
  if (decision === 'send-it' && !(await confirm({
    title: `Send it to ${networkInText(target.network)} again?`, body: 'Only if you have looked and it is not there: Linnet takes your word for it. If it is there after all, it will be there twice.', act: 'It is not there, send it',
  }))) return;
  await act(client.publishing.decide({ id: target.id, decision, ...(link.trim() === '' ? {} : { permalink: link.trim() }) }), { done: doneWords.decided(target, decision) });
}

/** A person's word from a list, where they may not have looked yet: it is asked for once more. */
export async function sayItIsThere(target: Target): Promise<void> {
  const yes = await confirm({ title: `Have you seen it on ${networkInText(target.network)}?`, body: doneWords.sureItIsThere(target), act: 'It is there', stay: 'Not sure' });
  if (yes) await decide(target, 'it-is-there');
}

export async function decideMissed(target: Target & Partial<Pick<Publication, 'problemCode'>>, decision: 'now' | 'slot' | 'skip', said: Said): Promise<void> {
  if (target.problemCode === 'held-unclear' && decision !== 'skip' && !(await confirm({
    title: `Is it certainly not on ${networkInText(target.network)}?`, body: 'Linnet cannot look and takes your word for it. If it is there after all, it will be there twice.', act: 'It is not there, send it',
  }))) return;
  await act(client.publishing.missed({ id: target.id, decision }), { done: (after) => doneWords.missed(target, decision, after, said) });
}

export const retry = (target: Target): Promise<Publication | null> => act(client.publishing.retry({ id: target.id }), { done: doneWords.retried(target) });

export async function removeFromNetwork(target: Target): Promise<void> {
  const name = networkInText(target.network);
  if (!(await confirm({ title: `Remove it from ${name}?`, body: `The post disappears from ${name}, with its likes and replies. It stays in Linnet. This cannot be undone.`, act: `Remove it from ${name}`, danger: true }))) return;
  await act(client.publishing.removeFromNetwork({ id: target.id }), { done: `Removed from ${name}` });
}

export const hold = (target: Target): Promise<unknown> => act(client.planning.hold({ publicationIds: [target.id] }), { done: `${capital(networkInText(target.network))} is on hold` });
export const resume = (target: Target): Promise<unknown> => act(client.planning.resume({ publicationIds: [target.id] }), { done: `It goes out on ${networkInText(target.network)} at its time again` });

export const openLive = (permalink: string): Promise<void> => openAddress(permalink);
export const openProfile = (account: Account): Promise<void> => openAddress(account.profileUrl);
