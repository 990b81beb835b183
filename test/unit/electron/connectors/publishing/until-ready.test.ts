import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/clock';
import { err, ok } from '#core/result';
import { type Look, untilReady } from '#electron/connectors/publishing/until-ready';
import { createFakeClock, turn } from '#test/support/fake-clock';

const answer = { request: 'GET /media/1', status: 206, body: '', durationMs: 1 };

function waitFor(looks: (n: number) => Look, more: { readonly longest?: number; readonly mostLooks?: number } = {}) {
  const clock = createFakeClock();
  const stop = new AbortController();
  const begun = clock.now();
  const at: number[] = [];
  const done = untilReady({ clock, signal: stop.signal, firstPause: SECOND, longestPause: 4 * SECOND, stillWorking: 'still at it', ...more }, async (n) => {
    at.push((clock.now() - begun) / SECOND);
    return ok(looks(n));
  });
  return { clock, stop, at, done };
}

describe('waiting for a network to work on something', () => {
  it('looks at once, then in ever longer pauses up to the longest', async () => {
    const { clock, at, done } = waitFor((n) => ({ ready: n === 6 }));
    await clock.advance(MINUTE);
    expect(await done).toEqual(ok(null));
    expect(at).toEqual([0, 1, 3, 7, 11, 15]);
    expect(clock.pending()).toBe(0);
  });

  it('waits as long as the network says, within its own bounds', async () => {
    const pauses = [3 * SECOND, 0, MINUTE];
    const { clock, at, done } = waitFor((n) => ({ ready: n === 4, pause: pauses[n - 1] ?? 0 }));
    await clock.advance(MINUTE);
    expect(await done).toEqual(ok(null));
    expect(at).toEqual([0, 3, 4, 8]);
  });

  it('ends with its patience, and keeps the last answer', async () => {
    const byTime = waitFor(() => ({ ready: false, answer }), { longest: 7 * SECOND });
    await byTime.clock.advance(MINUTE);
    expect(await byTime.done).toEqual(err({ type: 'unavailable', detail: 'still at it', answer }));
    expect(byTime.at).toEqual([0, 1, 3, 7]);
    const byLooks = waitFor(() => ({ ready: false }), { mostLooks: 2 });
    await byLooks.clock.advance(MINUTE);
    expect(await byLooks.done).toEqual(err({ type: 'unavailable', detail: 'still at it' }));
    expect(byLooks.at).toEqual([0, 1]);
  });

  it('stops in the middle of a pause, and leaves no timer behind', async () => {
    const { clock, stop, at, done } = waitFor(() => ({ ready: false }));
    await turn();
    stop.abort();
    expect(await done).toEqual(err({ type: 'aborted' }));
    expect([at, clock.pending()]).toEqual([[0], 0]);
  });

  it('hands on what can never be used', async () => {
    const clock = createFakeClock();
    const refused = err({ type: 'rejected', reason: 'media-invalid', detail: 'not a picture' } as const);
    const patience = { clock, signal: new AbortController().signal, firstPause: SECOND, longestPause: SECOND, stillWorking: '' };
    expect(await untilReady(patience, async () => refused)).toEqual(refused);
  });
});
