import type { Millis } from '../clock';

/** The order of chips by time; those of one moment always lie in the same order, whoever made the list. */
export const byTime = (a: InTime, b: InTime): number => a.at - b.at || (a.key === b.key ? 0 : a.key < b.key ? -1 : 1);

interface InTime {
  readonly at: Millis;
  readonly key: string;
}
