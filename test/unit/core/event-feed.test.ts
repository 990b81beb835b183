import { describe, expect, it } from 'vitest';
import { createEventFeed } from '#core/event-feed';

async function take<T>(events: AsyncGenerator<T, void, undefined>, n: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const event of events) if (taken.push(event) === n) break;
  return taken;
}

describe('the event feed', () => {
  it('gives every listener every event in order, also what came while it was busy', async () => {
    const feed = createEventFeed<number>();
    const stop = new AbortController();
    const a = take(feed.listen(stop.signal), 3);
    const b = take(feed.listen(stop.signal), 3);
    await Promise.resolve();
    feed.send(1);
    feed.send(2);
    await Promise.resolve();
    feed.send(3);
    expect(await Promise.all([a, b])).toEqual([[1, 2, 3], [1, 2, 3]]);
    expect(feed.listeners()).toBe(0);
  });

  it('keeps for the first listener what must not be missed, and only that', async () => {
    const feed = createEventFeed<number>((n) => n > 10);
    feed.send(1);
    feed.send(11);
    feed.send(12);
    const stop = new AbortController();
    const first = take(feed.listen(stop.signal), 3);
    await Promise.resolve();
    feed.send(2);
    expect(await first).toEqual([11, 12, 2]);
  });

  it('ends when its listener goes away', async () => {
    const feed = createEventFeed<number>();
    const stop = new AbortController();
    const rest = take(feed.listen(stop.signal), 5);
    await Promise.resolve();
    feed.send(1);
    stop.abort();
    expect(await rest).toEqual([]);
    expect(feed.listeners()).toBe(0);
  });
});
