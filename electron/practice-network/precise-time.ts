import type { Clock, Millis } from '#core/clock';

/** Further back than this and somebody has set the wall clock; less is only the two clocks drifting apart. */
const SET_BACK: Millis = 50;

/**
 * Wall-clock time with parts of a millisecond, for measuring how late a post came: the wall clock says which millisecond,
 * the monotonic one how far into it. Anchored anew whenever the two drift apart; never goes back unless the wall clock was set.
 */
export function createPreciseNow(clock: Clock): () => Millis {
  let wallAnchor = clock.now();
  let monotonicAnchor = clock.monotonic();
  let last = wallAnchor;
  return () => {
    const wall = clock.now();
    const precise = wallAnchor + (clock.monotonic() - monotonicAnchor);
    if (precise >= wall && precise < wall + 1 && precise >= last) {
      last = precise;
      return precise;
    }
    last = wall < last && wall > last - SET_BACK ? last : wall;
    wallAnchor = last;
    monotonicAnchor = clock.monotonic();
    return last;
  };
}
