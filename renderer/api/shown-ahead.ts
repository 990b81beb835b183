import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Changes what is shown of a kind of list before the main process has answered.
 * @returns what puts it back: at once as it was, and then as it is, since another change may lie in between.
 */
export function showAhead<T>(client: QueryClient, queryKey: QueryKey, change: (list: readonly T[]) => T[]): () => void {
  // An answer that is on its way knows nothing of the change.
  void client.cancelQueries({ queryKey });
  const before = client.getQueriesData<readonly T[]>({ queryKey });
  client.setQueriesData<readonly T[]>({ queryKey }, (list) => (list === undefined ? list : change(list)));
  return () => {
    // A new array each time, so that whoever keeps a picture of it sees that it is outdated.
    for (const [key, list] of before) client.setQueryData(key, list === undefined ? list : [...list]);
    void client.invalidateQueries({ queryKey });
  };
}
