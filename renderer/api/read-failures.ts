import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { ShownError } from '#renderer/messages/errors';
import { failureOf } from './failure';
import { queryClient } from './query-client';

const failed = (client: QueryClient) => client.getQueryCache().findAll({ type: 'active', predicate: ({ state }) => state.status === 'error' });

/** The error of the first read that somebody looks at and that did not work; null when all did. */
export const readError = (client: QueryClient): unknown => failed(client)[0]?.state.error ?? null;

export async function readAgain(client: QueryClient): Promise<void> {
  await Promise.all(failed(client).map(async (query) => query.fetch().catch(() => undefined)));
}

/** What was asked for and could not be read: a list must not look empty because of it. */
export function useReadFailure(): { readonly failure: ShownError | null; readonly again: () => void } {
  const error = useSyncExternalStore(listen, () => readError(queryClient));
  const again = useCallback(() => { void readAgain(queryClient); }, []);
  return { failure: error === null ? null : failureOf(error), again };
}

const listen = (changed: () => void): (() => void) => queryClient.getQueryCache().subscribe(changed);
