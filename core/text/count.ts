import { type NetworkId, networkFacts, type NetworkLimits, type TextLimit, type TextUnit } from '#core/networks';
import { eachAtom, warningCost } from './atoms';
import { weightedLength } from './twitter-rules';

export interface TextCount {
  readonly used: number;
  readonly max: number;
  readonly unit: TextUnit;
  readonly over: boolean;
  /** UTF-16 index from which the text is too long, to be painted; null when it is not. Never inside a grapheme. */
  readonly overFrom: number | null;
}

export interface CountExtras {
  /** Counted with the text where the network does so. */
  readonly contentWarning?: string;
}

/** The count against each limit of a network, in the order of its facts. */
export const countEach = (text: string, limits: Pick<NetworkLimits, 'text'>, extras: CountExtras = {}): readonly TextCount[] =>
  limits.text.map((limit) => countOne(text, limit, extras.contentWarning ?? ''));

/** The count a person should see: the limit that is broken by most, or else the network's first one. */
export function countText(
  network: NetworkId,
  text: string,
  limits: Pick<NetworkLimits, 'text'> = networkFacts[network].limits,
  extras: CountExtras = {},
): TextCount {
  const counts = countEach(text, limits, extras);
  const [first] = counts;
  if (first === undefined) throw new Error(`${network} has no text limit`);
  return counts.filter((count) => count.over).toSorted((a, b) => b.used / b.max - a.used / a.max)[0] ?? first;
}

/** Whether a text is within every limit. */
export const fits = (text: string, limits: Pick<NetworkLimits, 'text'>, extras: CountExtras = {}): boolean =>
  countEach(text, limits, extras).every((count) => !count.over);

function countOne(text: string, limit: TextLimit, contentWarning: string): TextCount {
  const { max, unit } = limit;
  const before = warningCost(limit, contentWarning);
  if (unit === 'weighted') {
    const used = before + weightedLength(text);
    if (used <= max) return { used, max, unit, over: false, overFrom: null };
    return { used, max, unit, over: true, overFrom: weightedOverFrom(text, limit, before) };
  }
  let used = before;
  let overFrom: number | null = null;
  eachAtom(text, limit, (start, cost) => {
    used += cost;
    if (overFrom === null && used > max) overFrom = start;
  });
  const over = used > max;
  // A warning alone may be too long; then no letter of the text fits.
  return { used, max, unit, over, overFrom: over ? (overFrom ?? 0) : null };
}

/** The end is near the beginning of a long paste, so only that is walked at first: finding links is slow. */
const HEAD = 8192;

function weightedOverFrom(text: string, limit: TextLimit, before: number): number {
  let lastStart = 0;
  for (const length of [HEAD, text.length]) {
    let used = before;
    eachAtom(text.slice(0, length), limit, (start, cost) => {
      used += cost;
      lastStart = start;
      return used <= limit.max;
    });
    if (used > limit.max) return lastStart;
  }
  // X may weigh a sequence of emoji more than its parts one by one; then the last one is too many.
  return lastStart;
}
