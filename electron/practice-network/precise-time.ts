import type { Clock, Millis } from '#core/clock';

/**
 * Wall-clock time with parts of a millisecond, for measuring how late a post came: the wall clock says which millisecond,
 * the monotonic one how far into it. Anchored anew whenever the two drift apart or the wall clock is set.
 */
export function createPreciseNow(clock: Clock): () => Millis {
  let wallAnchor = clock.now();
  let monotonicAnchor = clock.monotonic();
  return () => {
    const wall = clock.now();
    const precise = wallAnchor + (clock.monotonic() - monotonicAnchor);
    if (precise >= wall && precise < wall + 1) return precise;
    wallAnchor = wall;
    monotonicAnchor = clock.monotonic();
    return wall;
  };
}
