import { hashKey, type Query, type QueryCache } from '@tanstack/react-query';

/**
 * Keeps what no part of the window shows to the `perKind` last used answers of each procedure, so that somebody who
 * leafs through years of months does not hold all of them. What is shown or being read is never dropped, and what is
 * dropped is read again from the file on this machine.
 * @returns stops keeping watch
 */
export function boundUnused(cache: QueryCache, perKind: number): () => void {
  // Of each procedure: its answers, the last used one last.
  const kinds = new Map<string, Set<Query>>();
  let due = false;
  const drop = (): void => {
    due = false;
    for (const held of kinds.values()) {
      const unused = [...held].filter((each) => each.getObserversCount() === 0 && each.state.fetchStatus === 'idle' && each.state.status !== 'pending');
      for (const each of unused.slice(0, Math.max(0, unused.length - perKind))) cache.remove(each);
    }
  };
  return cache.subscribe(({ type, query }) => {
    if (type !== 'added' && type !== 'removed' && type !== 'updated' && type !== 'observerAdded' && type !== 'observerRemoved') return;
    // Dropped between being drawn and being shown: outside of the cache no change would ever reach it.
    if (type === 'observerAdded' && cache.get(query.queryHash) === undefined) cache.add(query);
    const kind = hashKey([query.queryKey[0]]);
    const held = kinds.get(kind) ?? new Set<Query>();
    kinds.set(kind, held);
    if (type === 'removed' || cache.get(query.queryHash) !== query) {
      held.delete(query);
      return;
    }
    if (type !== 'updated') {
      held.delete(query);
      held.add(query);
    }
    // Later: who goes from one answer to another leaves the first before taking up the second, which nobody shows then.
    if (due) return;
    due = true;
    queueMicrotask(drop);
  });
}
