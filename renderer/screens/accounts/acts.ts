import type { Account } from '#core/contract/accounts';
import { act } from '#renderer/api/act';
import { openAddress } from '#renderer/api/open-address';
import { client } from '#renderer/api/client';
import { count } from '#renderer/format';
import { networkInText } from '#renderer/messages/networks';
import { navigate } from '#renderer/routes';
import { confirm } from '#renderer/stores/confirm';
import { errorLine, type ShownError } from '#renderer/messages/errors';
import { showToast } from '#renderer/stores/toast';
import { useUi } from '#renderer/stores/ui';

/** "3 posts wait there and are put on hold." or nothing. */
const whatWaits = ({ waiting }: Account, one: string, several = one): string => (waiting === 0 ? '' : ` ${count(waiting, 'post waits', 'posts wait')} there${waiting === 1 ? one : several}`);

export async function test(account: Account): Promise<void> {
  await act(client.accounts.test({ id: account.id }), { done: `${account.handle} answers as it should` });
}

/** All at once; one line says how many did well. */
export async function testAll(accounts: readonly Account[]): Promise<void> {
  const connected = accounts.filter((account) => account.status !== 'disconnected');
  const answers = await Promise.all(connected.map((account) => act(client.accounts.test({ id: account.id }), { onError: () => undefined })));
  const good = answers.filter((answer) => answer !== null).length;
  showToast({ text: good === connected.length ? `All ${connected.length} answer as they should` : `${good} of ${connected.length} answer as they should` });
}

export async function setPaused(account: Account, paused: boolean): Promise<void> {
  const set = (to: boolean) => client.accounts.setPaused({ id: account.id, paused: to });
  const done = await act(set(paused));
  if (done !== null) showToast({ text: paused ? `${account.handle} is paused: what is planned there waits` : `${account.handle} goes on`, undo: () => { void act(set(!paused)); } });
}

/** Behind a locked vault a login cannot be given up at the network: the vault is asked for, and then it goes on. */
const orUnlock = (why: string, again: () => Promise<void>) => (error: ShownError): void => {
  if (error.code === 'vault-locked') useUi.getState().unlockFor({ why, goOn: () => { void again(); } });
  else showToast({ text: errorLine(error) });
};

export async function disconnect(account: Account): Promise<void> {
  const yes = await confirm({
    title: `Disconnect ${account.handle}?`, body: `Linnet signs out and forgets the login. Queue and history stay.${whatWaits(account, ' until you reconnect.')}`, act: 'Disconnect', danger: true,
  });
  if (yes) await signOut(account);
}

async function signOut(account: Account): Promise<void> {
  const why = `The login of ${account.handle} is in your vault, and Linnet needs it to sign out. Unlock the vault, and it is disconnected right away.`;
  await act(client.accounts.disconnect({ id: account.id }), { done: `${account.handle} is disconnected`, onError: orUnlock(why, () => signOut(account)) });
}

export async function remove(account: Account): Promise<void> {
  const yes = await confirm({
    title: `Remove ${account.handle}?`, body: `The account leaves this brand. What went out on ${networkInText(account.network)} stays there, and its history stays here.${whatWaits(account, ' and is put on hold.', ' and are put on hold.')}`, act: 'Remove the account', danger: true,
  });
  if (!yes) return;
  navigate('/accounts');
  await takeOut(account);
}

async function takeOut(account: Account): Promise<void> {
  const why = `The login of ${account.handle} is in your vault, and Linnet needs it to sign out. Unlock the vault, and the account is removed right away.`;
  await act(client.accounts.remove({ id: account.id }), { done: `${account.handle} is removed`, onError: orUnlock(why, () => takeOut(account)) });
}

export const openProfile = (account: Account): void => { void openAddress(account.profileUrl); };
