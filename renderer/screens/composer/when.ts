import { isWallTime, ON_TIME_GRACE, resolveWallTime, type WallTime } from '#core/time';

/** What a chosen time comes to in the brand's zone. */
export interface ChosenTime {
  readonly wall: WallTime;
  readonly at: number;
  readonly past: boolean;
  /** What the clocks make of it. For `gap`, `shown` is the time it becomes. */
  readonly adjusted: 'none' | 'gap' | 'overlap';
  readonly shown: WallTime;
}

/** null while there is no whole time yet. @param now UTC ms. */
export function chosenTime(wall: string | null, zone: string, now: number): ChosenTime | null {
  if (wall === null || !isWallTime(wall)) return null;
  const { instant, adjusted, wall: shown } = resolveWallTime(wall, zone);
  return { wall, at: instant, past: instant < now - ON_TIME_GRACE, adjusted, shown };
}

/** One plain sentence about a time that is not as simple as it looks; null for the others. */
export function timeHint(time: ChosenTime | null): string | null {
  if (time === null) return null;
  const clock = (wall: string): string => wall.slice(11);
  if (time.past) return 'That time has passed';
  if (time.adjusted === 'gap') return `The clocks skip ${clock(time.wall)} that day: it goes out at ${clock(time.shown)}`;
  if (time.adjusted === 'overlap') return `${clock(time.wall)} comes twice that day: the first one is meant`;
  return null;
}

/** `2026-11-22` and `09:30` to a wall time; null while one is missing. */
export const wallOf = (date: string | null, time: string): WallTime | null => (date === null || date === '' || time === '' ? null : `${date}T${time.slice(0, 5)}`);
