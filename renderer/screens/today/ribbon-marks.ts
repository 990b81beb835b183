import type { Chip } from '#core/contract/planning';
import type { NetworkId } from '#core/networks';
import { type PublicationState, worstState } from '#core/posts/states';
import { toWallTime } from '#core/time';

/** The hours of the wall that the ribbon spans. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Mark {
  readonly key: string;
  /** 0 at the left end, 1 at the right. */
  readonly place: number;
  /** The worst of its posts. */
  readonly state: PublicationState;
  readonly networks: readonly NetworkId[];
  readonly chips: readonly Chip[];
}

/** Room at both ends, in hours, so that a mark at an end is whole. */
const MARGIN = 0.4;
/** Networks shown over a mark before "+n". */
export const MARK_NETWORKS = 3;

/** Hours since the wall's midnight: 13.5 at half past one. */
export function wallHour(at: number, zone: string): number {
  const [hours = 0, minutes = 0] = toWallTime(at, zone).slice(11).split(':').map(Number);
  return hours + minutes / 60;
}

/** From six to eleven at night, and wider where something is earlier or later. */
export const spanOf = (hours: readonly number[]): Span => ({
  from: Math.max(0, Math.min(6, ...hours.map(Math.floor))) - MARGIN, to: Math.min(24, Math.max(23, ...hours.map(Math.ceil))) + MARGIN,
});

export const placeIn = ({ from, to }: Span, hour: number): number => (hour - from) / (to - from);

/** Full hours with a label, every `step`. */
export function ticksOf({ from, to }: Span, step: number): readonly number[] {
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((Math.min(to, 23) - first) / step) + 1 }, (_, index) => first + index * step);
}

/** Width of a mark with its networks above, in px at 100 % text. */
const widthOf = (networks: number): number => Math.max(20, Math.min(networks, MARK_NETWORKS + 1) * 14);

/**
 * One mark for each time; those that would lie on each other become one.
 * @param width of the ribbon in px at 100 % text
 */
export function marksOf(chips: readonly Chip[], span: Span, zone: string, width: number): readonly Mark[] {
  const marks: Mark[] = [];
  for (const chip of chips.toSorted((a, b) => a.at - b.at)) {
    const mark: Mark = { key: chip.key, place: placeIn(span, wallHour(chip.at, zone)), state: chip.state, networks: networksOf([chip]), chips: [chip] };
    const last = marks.at(-1);
    if (last === undefined || (mark.place - last.place) * width >= (widthOf(last.networks.length) + widthOf(mark.networks.length)) / 2) marks.push(mark);
    else marks[marks.length - 1] = merged(last, mark);
  }
  return marks;
}

function merged(a: Mark, b: Mark): Mark {
  const chips = [...a.chips, ...b.chips];
  return { key: a.key, place: (a.place * a.chips.length + b.place * b.chips.length) / chips.length, state: worstState(chips.map(({ state }) => state)), networks: networksOf(chips), chips };
}

const networksOf = (chips: readonly Chip[]): readonly NetworkId[] => [...new Set(chips.flatMap(({ publications }) => publications.map(({ network }) => network)))];
