import { describe, expect, it } from 'vitest';
import type { Format } from '#renderer/format';
import { heldWords } from '#renderer/messages/held';

const format = { dayTime: () => 'Monday 10:00' } as unknown as Format;
const context = { format, zone: 'Europe/Berlin', now: 0 };

describe('what goes out in spite of a pause', () => {
  it('is said with how many, where, when and what helps', () => {
    expect(heldWords([], context)).toBeNull();
    expect(heldWords([{ accountId: 'a', network: 'mastodon', count: 1, firstAt: 5 }], context))
      .toBe('Mastodon still keeps 1 post. It goes out there, Monday 10:00, unless Linnet reaches the network before then to take it back, or you delete it there.');
    expect(heldWords([{ accountId: 'a', network: 'mastodon', count: 2, firstAt: 5 }, { accountId: 'b', network: 'mastodon', count: 1, firstAt: 3 }], context))
      .toContain('Mastodon still keeps 3 posts. They go out there, the first Monday 10:00');
  });
});
