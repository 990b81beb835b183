import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { orpc } from '#renderer/api/client';
import { type Draft, textOf } from './draft';
import { mentionLike } from './mention-like';

/** Nobody wants to hear that half a name is not there. */
const QUIET_MS = 900;
/** What could not be asked is asked again; the main process remembers the rest. */
const AGAIN_MS = 60_000;

interface Asked {
  readonly accountId: Id;
  readonly network: NetworkId;
  /** Only what may be mentions, so that other words neither leave the window nor ask again. */
  readonly text: string;
}

/** For each account the mentions that belong to nobody there. */
export function useUnresolvedMentions(draft: Draft): ReadonlyMap<Id, readonly string[]> {
  const asking = JSON.stringify(draft.publications.map((publication): Asked => ({
    accountId: publication.accountId, network: publication.network, text: mentionLike([textOf(draft, publication), ...publication.thread.map(({ text }) => text)].join('\n')),
  })).filter(({ text }) => text !== ''));
  const [settled] = useDebouncedValue(asking, QUIET_MS);
  const asked = useMemo(() => JSON.parse(settled) as readonly Asked[], [settled]);
  const answers = useQueries({
    queries: asked.map(({ network, text }) => orpc.posts.unresolvedMentions.queryOptions({ input: { network, text }, refetchInterval: AGAIN_MS, gcTime: AGAIN_MS })),
    combine: (queries) => queries.map(({ data }) => data ?? none),
  });
  return useMemo(() => new Map(asked.map(({ accountId }, index) => [accountId, answers[index] ?? none])), [asked, answers]);
}

const none: readonly string[] = [];
