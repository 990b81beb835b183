import type { Format } from '#renderer/format';
import { loginEndsWords } from '#renderer/messages/login-ends';

export interface ScheduledAtAnswer {
  readonly at: number;
  readonly wall: string;
  readonly adjusted: 'none' | 'gap' | 'overlap';
  readonly loginEnds: Parameters<typeof loginEndsWords>[0];
}

interface Said {
  readonly asked: string | null;
  readonly zone: string;
  readonly format: Format;
  readonly now: number;
}

/** What was planned, with what the clocks made of it, and whose login ends before. */
export function plannedLine(answer: ScheduledAtAnswer, said: Said): string {
  const ends = loginEndsWords(answer.loginEnds, said);
  return ends === '' ? timeLine(answer, said) : `${timeLine(answer, said)}.${ends}`;
}

function timeLine({ at, wall, adjusted }: ScheduledAtAnswer, { asked, zone, format, now }: Said): string {
  const line = `Scheduled for ${format.dayTimeBoth(at, zone, now)}`;
  if (adjusted === 'gap') return `${line}: the clocks skip ${asked?.slice(11) ?? 'that time'} that day, so it became ${wall.slice(11)}`;
  return adjusted === 'overlap' ? `${line}, the first of two` : line;
}
