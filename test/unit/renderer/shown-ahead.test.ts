import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { showAhead } from '#renderer/api/shown-ahead';

const queryKey = [['calendar']] as const;
const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
afterEach(() => { client.clear(); });

/** A list on the screen, read from `truth`. */
function shown(truth: () => readonly string[] | Promise<readonly string[]>) {
  const observer = new QueryObserver(client, { queryKey: [['calendar'], 'october'], queryFn: truth });
  const stop = observer.subscribe(() => undefined);
  return { list: () => observer.getCurrentResult().data, stop };
}
const without = (gone: string) => (list: readonly string[]): string[] => list.filter((each) => each !== gone);

describe('showAhead', () => {
  it('shows the change at once and puts it back', async () => {
    const { list, stop } = shown(() => ['a', 'b']);
    await expect.poll(() => list()).toEqual(['a', 'b']);
    const undo = showAhead(client, queryKey, without('a'));
    expect(list()).toEqual(['b']);
    undo();
    expect(list()).toEqual(['a', 'b']);
    stop();
  });

  it('ends with what is true when two changes that overlap both fail', async () => {
    const { list, stop } = shown(() => ['a', 'b']);
    await expect.poll(() => list()).toEqual(['a', 'b']);
    const undoFirst = showAhead(client, queryKey, without('a'));
    const undoSecond = showAhead(client, queryKey, without('b'));
    undoFirst();
    undoSecond();
    await expect.poll(() => list()).toEqual(['a', 'b']);
    stop();
  });

  it('still hears the answer that it stopped waiting for, when the change fails', async () => {
    let truth = ['a'];
    const { list, stop } = shown(async () => Promise.resolve(truth));
    await expect.poll(() => list()).toEqual(['a']);
    truth = ['a', 'new'];
    void client.invalidateQueries({ queryKey });
    const undo = showAhead(client, queryKey, without('a'));
    undo();
    await expect.poll(() => list()).toEqual(['a', 'new']);
    stop();
  });
});
