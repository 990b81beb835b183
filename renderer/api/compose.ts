import type { MediaUse } from '#core/posts/content';
import { navigate } from '#renderer/routes';
import { act } from './act';
import { client, orpc } from './client';
import { queryClient } from './query-client';

interface Start {
  readonly brandId: string;
  readonly text?: string;
  /** A planned local time in the brand's zone, `2026-11-22T09:30`. */
  readonly plannedWall?: string | null;
  readonly media?: readonly MediaUse[];
  /** Without it: every account that is connected. */
  readonly accountIds?: readonly string[];
  /** Leaves no step for Back. */
  readonly replace?: boolean;
}

/** Made empty in this window, with the version they were made in. */
const madeEmpty = new Map<string, number>();

/** Whether a post was made empty here and is as it was made: then it may go as quietly as it came. */
export const isAsMade = (postId: string, version: number): boolean => madeEmpty.get(postId) === version;

/** Makes a draft and opens it in the composer. */
export async function startComposing({ brandId, text = '', plannedWall = null, media = [], accountIds, replace = false }: Start): Promise<void> {
  const chosen = accountIds ?? (await connected(brandId));
  const post = await act(client.posts.create({ brandId, text, plannedWall, accountIds: [...chosen].slice(0, 50), media: [...media] }));
  if (post === null) return;
  if (text === '' && media.length === 0) madeEmpty.set(post.id, post.version);
  // It is here already: the composer need not ask for it.
  const known: Awaited<ReturnType<typeof client.posts.get>> = { ok: true, value: post };
  queryClient.setQueryData(orpc.posts.get.queryOptions({ input: { id: post.id } }).queryKey, () => known);
  navigate(`/compose/${post.id}`, { replace });
}

async function connected(brandId: string): Promise<readonly string[]> {
  const accounts = await queryClient.ensureQueryData(orpc.accounts.list.queryOptions({ input: { brandId } }));
  return accounts.filter((account) => account.status !== 'disconnected').map((account) => account.id);
}
