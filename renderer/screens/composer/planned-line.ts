import type { Format } from '#renderer/format';

export interface ScheduledAtAnswer {
  readonly at: number;
  readonly wall: string;
  readonly adjusted: 'none' | 'gap' | 'overlap';
}

/** What was planned, with what the clocks made of it. */
export function plannedLine({ at, wall, adjusted }: ScheduledAtAnswer, { asked, zone, format, now }: { readonly asked: string | null; readonly zone: string; readonly format: Format; readonly now: number }): string {
  const line = `Scheduled for ${format.dayTimeBoth(at, zone, now)}`;
  if (adjusted === 'gap') return `${line}: the clocks skip ${asked?.slice(11) ?? 'that time'} that day, so it became ${wall.slice(11)}`;
  return adjusted === 'overlap' ? `${line}, the first of two` : line;
}
