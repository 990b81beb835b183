import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '#renderer/api/query-client';
import { boundUnused } from '#renderer/api/unused-queries';

const month = (n: number): readonly unknown[] => [['planning', 'calendar'], { input: { from: n }, type: 'query' }];

function start(perKind: number) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity, gcTime: Infinity, networkMode: 'always' } } });
  const stop = boundUnused(client.getQueryCache(), perKind);
  const read = (n: number): Promise<unknown> => client.fetchQuery({ queryKey: month(n), queryFn: () => `chips of ${n}` });
  const held = (): readonly unknown[] => client.getQueryCache().getAll().map((query) => query.state.data);
  return { client, stop, read, held };
}

afterEach(() => { vi.useRealTimers(); });

describe('answers that nobody shows', () => {
  it('are kept to the last used of each procedure, however many were read', async () => {
    const { client, read, held } = start(3);
    client.setQueryData([['brands', 'list']], 'brands');
    for (let n = 0; n < 200; n += 1) await read(n);
    expect(held()).toEqual(['brands', 'chips of 197', 'chips of 198', 'chips of 199']);
  });

  it('are none of those that are shown, however long ago they were read', async () => {
    const { client, read, held } = start(2);
    const hide = new QueryObserver(client, { queryKey: month(0), queryFn: () => 'chips of 0' }).subscribe(() => undefined);
    for (let n = 0; n < 10; n += 1) await read(n);
    expect(held()).toContain('chips of 0');
    // What was shown until now is the last used: it outlives what was only read ahead.
    hide();
    await read(11);
    expect(held()).toEqual(expect.arrayContaining(['chips of 0', 'chips of 11']));
    expect(held()).toHaveLength(2);
  });

  it('are not dropped while they are being read', async () => {
    const { client, held } = start(1);
    const answers: ((text: string) => void)[] = [];
    const reads = [0, 1, 2].map((n) => client.fetchQuery({ queryKey: month(n), queryFn: () => new Promise<string>((resolve) => { answers.push(resolve); }) }));
    expect(held()).toHaveLength(3);
    answers.forEach((answer, n) => { answer(`late ${n}`); });
    expect(await Promise.all(reads)).toEqual(['late 0', 'late 1', 'late 2']);
    expect(held()).toEqual(['late 2']);
  });

  it('are none that somebody is on the way to, so that what is shown still hears of changes', async () => {
    const { client, read, held } = start(4);
    const queryOf = (n: number) => ({ queryKey: month(n), queryFn: () => `chips of ${n}` });
    for (const n of [1, 2, 3, 4]) await read(n);
    const observer = new QueryObserver(client, queryOf(5));
    const hide = observer.subscribe(() => undefined);
    await expect.poll(() => observer.getCurrentResult().data).toBe('chips of 5');
    // The one that was read ahead the longest ago.
    observer.setOptions(queryOf(1));
    await Promise.resolve();
    expect(held()).toContain('chips of 1');
    expect(client.getQueryCache().find({ queryKey: month(1) })?.getObserversCount()).toBe(1);
    // And one that was dropped while it was being drawn.
    const drawn = client.getQueryCache().find({ queryKey: month(2) });
    if (drawn === undefined) throw new Error('month 2 is not there');
    client.getQueryCache().remove(drawn);
    const late = new QueryObserver(client, queryOf(3));
    drawn.addObserver(late);
    expect(client.getQueryCache().find({ queryKey: month(2) })).toBe(drawn);
    hide();
  });

  it('are all kept once nobody watches', async () => {
    const { read, held, stop } = start(1);
    stop();
    for (let n = 0; n < 5; n += 1) await read(n);
    expect(held()).toHaveLength(5);
  });

  it('leave nothing behind in the window that would hold them, not even one that is dropped as soon as it is here', async () => {
    vi.useFakeTimers();
    const answers: ((text: string) => void)[] = [];
    const reads = Array.from({ length: 12 }, (_, n) => queryClient.fetchQuery({ queryKey: month(n), queryFn: () => new Promise<string>((resolve) => { answers.push(resolve); }) }));
    // The first asked comes last: by then it is the one that was used the longest ago.
    for (const answer of answers.toReversed()) {
      answer('chips');
      await vi.advanceTimersByTimeAsync(1);
    }
    await Promise.all(reads);
    expect(queryClient.getQueryCache().getAll()).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
    queryClient.clear();
  });
});
