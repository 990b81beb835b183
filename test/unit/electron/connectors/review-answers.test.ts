import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import { answerError } from '#electron/connectors/x/map-error';
import { createFakeClock } from '#test/support/fake-clock';
import { answer } from '#test/support/scripted-line';

const clock = createFakeClock();
const now = clock.now();

describe('X says when its limit of a day ends', () => {
  const limited = (reset: number): unknown => answerError(answer(429, {}, { 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': String(reset) }), 'commits', now);
  it('and that is waited for', () => {
    expect(limited((now + 20 * HOUR) / 1000)).toMatchObject({ type: 'rate-limited', retryAt: now + 20 * HOUR });
  });
  it.each([9_999_999_999, (now + 40 * DAY) / 1000, -5, Number.NaN])('but nonsense (%s) does not put a post off for ever', (reset) => {
    const error = limited(reset) as { readonly retryAt: number };
    expect(error.retryAt).toBeGreaterThan(now);
    expect(error.retryAt).toBeLessThanOrEqual(now + HOUR);
  });
});
