interface Bound {
  /** What was counted when the bound was written down. */
  readonly seen: number;
  /** More than this fails. */
  readonly most: number;
}

/**
 * How much work may be done for what the figures of docs/benchmarks.md measure. Counted, not timed: the same on a busy machine
 * as on a quiet one, so that a figure that gets worse by more work fails a test. Whoever does less brings the bound down; whoever
 * needs more says why here.
 */
export const workBounds = {
  'calendar.query: statements for a month': { seen: 4, most: 5 },
  'calendar.query: rows for each chip': { seen: 3.83, most: 4.5 },
  'calendar.query: pages for a month': { seen: 801, most: 1000 },
  'calendar.growth: pages of 50,000 for one of 5,000': { seen: 2.52, most: 3.2 },
  'search: statements': { seen: 2, most: 3 },
  'search: rows for each hit': { seen: 3.32, most: 4.5 },
  'search: pages': { seen: 87, most: 120 },
  'lateness: statements for each post': { seen: 38, most: 50 },
  'lateness: commits for each post': { seen: 2.82, most: 4 },
  'pause: statements': { seen: 2, most: 3 },
  'start.ratio: bytes the main process reads before the window': { seen: 21_700, most: 30_000 },
  'start.ratio: modules of Node and Electron before the window': { seen: 10, most: 14 },
  'start.ratio: files of the first look': { seen: 3, most: 4 },
  'start.ratio: bytes of script of the first look': { seen: 1_166_000, most: 1_350_000 },
  'start.ratio: bytes of style of the first look': { seen: 147_700, most: 180_000 },
  'calendar.paint: elements of a month': { seen: 1_437, most: 2_000 },
  'calendar.paint: layouts of nine other months': { seen: 13, most: 20 },
  'calendar.paint: style passes of nine other months': { seen: 14, most: 24 },
  'calendar.paint: elements made for nine other months': { seen: 1_500, most: 2_400 },
  'memory: nodes held after twenty months for one after ten': { seen: 1, most: 1.2 },
  'memory: listeners held after twenty months for one after ten': { seen: 1, most: 1.2 },
} as const satisfies Readonly<Record<string, Bound>>;
export type Work = keyof typeof workBounds;

/** Says what is too much; null when it is not. */
export function tooMuch(work: Work, counted: number): string | null {
  const { seen, most } = workBounds[work];
  return counted <= most ? null : `${work}: ${counted}. At most ${most} may be; ${seen} was seen when that was written down.`;
}
