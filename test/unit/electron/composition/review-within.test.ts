import { describe, expect, it } from 'vitest';
import { SECOND } from '#core/clock';
import { within } from '#electron/composition/within';
import { createFakeClock, turn } from '#test/support/fake-clock';

describe('what publishing waits for at the start', () => {
  it('does not hold it up when it never answers', async () => {
    const clock = createFakeClock();
    let begun = false;
    void within(clock, 10 * SECOND, new Promise(() => undefined)).then(() => { begun = true; });
    await turn();
    expect(begun).toBe(false);
    await clock.advance(10 * SECOND);
    expect(begun).toBe(true);
  });

  it('goes on at once when it has ended, well or badly', async () => {
    const clock = createFakeClock();
    await within(clock, SECOND, Promise.resolve());
    await within(clock, SECOND, Promise.reject(new Error('no')));
    expect(clock.pending()).toBe(0);
  });
});
