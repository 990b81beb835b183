import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '#electron/shell/system-clock';

describe('a timer of the real clock', () => {
  beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'hrtime'] }); });
  afterEach(() => { vi.useRealTimers(); });

  it('is not put off by a clock that is set back', async () => {
    const clock = createSystemClock();
    let called = 0;
    clock.callAt(clock.now() + 60_000, () => { called += 1; });
    await vi.advanceTimersByTimeAsync(20_000);
    vi.setSystemTime(Date.now() - 5 * 3_600_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(called).toBe(0);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(called).toBe(1);
  });
});
