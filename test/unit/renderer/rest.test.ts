import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectAtRest } from '#renderer/shell/rest';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function fakeWindow() {
  const gc = vi.fn();
  return { gc, on: Object.assign(new EventTarget(), { gc }) };
}

const silent = () => () => undefined;

describe('the window at rest', () => {
  it('collects once after ten seconds without an act, and again only after the next act', () => {
    const { gc, on } = fakeWindow();
    collectAtRest(on, silent);
    vi.advanceTimersByTime(9_999);
    expect(gc).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(gc).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(600_000);
    expect(gc).toHaveBeenCalledTimes(1);
    on.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(10_000);
    expect(gc).toHaveBeenCalledTimes(2);
  });

  it('never collects while somebody works', () => {
    const { gc, on } = fakeWindow();
    collectAtRest(on, silent);
    for (const act of ['pointerdown', 'click', 'keydown', 'input', 'wheel', 'hashchange', 'click', 'input']) {
      vi.advanceTimersByTime(9_000);
      on.dispatchEvent(new Event(act));
    }
    expect(gc).not.toHaveBeenCalled();
  });

  it('collects again after data that came meanwhile', () => {
    const { gc, on } = fakeWindow();
    let come: () => void = () => undefined;
    const deaf = vi.fn();
    const stop = collectAtRest(on, (stirred) => { come = stirred; return deaf; });
    vi.advanceTimersByTime(60_000);
    come();
    vi.advanceTimersByTime(60_000);
    expect(gc).toHaveBeenCalledTimes(2);
    stop();
    expect(deaf).toHaveBeenCalledTimes(1);
  });

  it('needs V8 to offer it, and stops', () => {
    expect(() => { collectAtRest(new EventTarget(), silent)(); }).not.toThrow();
    const { gc, on } = fakeWindow();
    collectAtRest(on, silent)();
    on.dispatchEvent(new Event('click'));
    vi.advanceTimersByTime(60_000);
    expect(gc).not.toHaveBeenCalled();
  });
});
