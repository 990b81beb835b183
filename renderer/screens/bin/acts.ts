import type { BinCard } from '#core/contract/posts';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { count } from '#renderer/format';
import { errorLine } from '#renderer/messages/errors';
import { capital, quoted } from '#renderer/messages/quoted';
import { navigate } from '#renderer/routes';
import { confirm } from '#renderer/stores/confirm';
import { showToast } from '#renderer/stores/toast';

export async function restorePost({ id, title }: Pick<BinCard, 'id' | 'title'>): Promise<void> {
  const answer = await client.posts.restore({ ids: [id] });
  if (!answer.ok) showToast({ text: errorLine(answer.error) });
  else showToast({ text: `${capital(quoted(title))} is out of the bin, without a time`, act: { label: 'Open it', run: () => navigate(`/compose/${id}`) } });
}

export async function restoreBrand({ id, name }: { readonly id: string; readonly name: string }): Promise<void> {
  await act(client.brands.restore({ id }), { done: `${name} is back. What was planned is on hold until you resume it` });
  await queryClient.invalidateQueries();
}

interface Gone {
  readonly deleted: number;
  readonly kept: number;
}

const goneWords = ({ deleted, kept }: Gone): string => {
  const stays = kept === 0 ? '' : `${count(kept, 'post')} ${kept === 1 ? 'stays' : 'stay'}: Linnet is still finding out what a network did with ${kept === 1 ? 'it' : 'them'}`;
  if (deleted === 0) return capital(stays);
  return `${count(deleted, 'post')} deleted for good${stays === '' ? '' : `. ${capital(stays)}`}`;
};

const CANNOT = 'With its versions and results. This cannot be undone. What is out on a network stays there.';

/** @returns whether the person said yes. */
export async function deletePost({ id, title }: Pick<BinCard, 'id' | 'title'>): Promise<boolean> {
  const yes = await confirm({ title: `Delete ${quoted(title)} for good?`, body: CANNOT, act: 'Delete for good', danger: true });
  if (yes) await act(client.posts.deleteForGood({ ids: [id] }), { done: goneWords });
  return yes;
}

/** @param brand null for all of them */
export async function emptyBin(brand: { readonly id: string; readonly name: string } | null, posts: number): Promise<void> {
  const yes = await confirm({ title: `Delete ${count(posts, 'post')}${brand === null ? '' : ` of ${brand.name}`} for good?`, body: CANNOT, act: 'Empty the bin', danger: true });
  if (yes) await act(client.posts.emptyBin({ brandId: brand?.id ?? null }), { done: goneWords });
}
