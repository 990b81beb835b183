import { useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Preferences } from '#core/contract/app';
import { client, orpc } from './client';
import { queryClient } from './query-client';

/** The app's own settings; shown changed at once, written behind. */
export function usePreferences(): readonly [Preferences, (patch: Partial<Preferences>) => void] {
  const { data } = useSuspenseQuery(orpc.app.preferences.get.queryOptions());
  const set = useCallback((patch: Partial<Preferences>) => { void setPreferences(patch); }, []);
  return [data, set];
}

export async function setPreferences(patch: Partial<Preferences>): Promise<void> {
  const { queryKey } = orpc.app.preferences.get.queryOptions();
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (now: Preferences | undefined) => (now === undefined ? now : { ...now, ...patch }));
  try {
    queryClient.setQueryData(queryKey, await client.app.preferences.set(patch));
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey });
    throw error;
  }
}
