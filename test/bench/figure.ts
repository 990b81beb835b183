import type { Figure } from './lateness';
import { percentile } from './publishing';

/** What the issue asks of a figure: the value may be at most this. */
export const targets: Readonly<Record<string, number>> = {
  'start.ratio': 1.5, 'calendar.query': 15, 'calendar.paint': 100, 'calendar.growth': 1.3, search: 15,
  'lateness.1': 0.1, 'lateness.100': 1, 'lateness.1000': 5, memory: 1.6, 'pause.all': 200, 'prepare.image': 1.3,
  'upload.resume': 1, 'connector.overhead': 1.5,
};

export interface Measured extends Figure {
  /** What a reader of the table should know besides: the spread, the load, what stood in the way. */
  readonly note?: string;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

export interface Timed { readonly wall: number; readonly cpu: number }

/** Wall time, and the processor's own, which other programs on the machine disturb less. */
export function timed(work: () => void): Timed {
  const cpu = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

/** One line of JSON, with exactly the fields that the issue names. */
export const jsonLine = ({ name, value, unit, baseline, n }: Figure): string => JSON.stringify({ name, value, unit, baseline, n });

/** The table for people. */
export function tableOf(figures: readonly Measured[]): string {
  const rows = figures.map((f) => {
    const target = targets[f.name];
    const verdict = target === undefined ? '' : f.value <= target ? 'met' : 'NOT met';
    return [f.name, `${f.value} ${f.unit}`, target === undefined ? '' : `≤ ${target}`, verdict, f.baseline === null ? '' : String(f.baseline), String(f.n), f.note ?? ''];
  });
  const all = [['name', 'value', 'target', 'verdict', 'baseline', 'n', 'note'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
