import type { Chip } from '#core/contract/planning';
import type { RecentPost } from '#core/contract/publishing';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import { addDays, toWallDate, type WallDate } from '#core/time';
import { opensPanel, worstPublication } from '#renderer/components/chip-facts';
import { stateWords } from '#renderer/messages/states';

const summed: readonly (readonly [PublicationState, string])[] = [
  ['published', 'out'], ['publishing', 'going out now'], ['failed', 'failed'], ['unconfirmed', 'unconfirmed'], ['missed', 'missed'], ['scheduled', 'to come'], ['hold', 'on hold'],
];

/** `2 out, 1 failed, 3 to come, 1 on hold`; each post counts once, by its worst state. */
export function dayLine(chips: readonly Chip[]): string {
  return summed.flatMap(([state, words]) => {
    const n = chips.filter((chip) => chip.state === state).length;
    return n === 0 ? [] : [`${n} ${words}`];
  }).join(', ');
}

/** Where a chip leads: to what happened to it, or to the composer while nothing has. */
export function pathOf(chip: Chip): string {
  const worst = worstPublication(chip);
  if (worst !== undefined && opensPanel(worst.state)) return `/publication/${worst.id}`;
  return `/compose/${chip.postId}`;
}

export const idsIn = (chip: Chip, ...states: readonly PublicationState[]): string[] => chip.publications.filter(({ state }) => states.includes(state)).map(({ id }) => id);

/** What the networks counted; null where none of them said. */
export interface Counts {
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly views: number | null;
}

type Counted = Pick<RecentPost, 'likes' | 'reposts' | 'replies' | 'views'>;

/** Sums over publications. Views are known only when every one has them, or a share of them would be a lie. */
export function countsOf(publications: readonly Counted[]): Counts {
  const sum = (key: keyof Counted): number | null => {
    const known = publications.flatMap((each) => each[key] ?? []);
    return known.length === 0 ? null : known.reduce((all, n) => all + n, 0);
  };
  return { likes: sum('likes'), reposts: sum('reposts'), replies: sum('replies'), views: publications.every(({ views }) => views !== null) ? sum('views') : null };
}

/** Reactions over views as a fraction, only where the views are known. */
export function engagementOf({ likes, reposts, replies, views }: Counts): number | null {
  if (views === null || views === 0 || (likes === null && reposts === null && replies === null)) return null;
  return ((likes ?? 0) + (reposts ?? 0) + (replies ?? 0)) / views;
}

export interface RecentGroup extends Counts {
  readonly postId: string;
  readonly publicationId: string;
  readonly title: string;
  readonly thumbHash: string | null;
  readonly networks: readonly NetworkId[];
  /** The last of its publications. */
  readonly at: number;
}

/**
 * The rows of Today's list, and whether there is more to show. @param asked how many publications were asked for: when all of
 * them came there are older ones, and the oldest post among these may be here with a part of its publications only
 */
export function recentShown(recent: readonly RecentPost[], { asked, max }: { readonly asked: number; readonly max: number }): { readonly groups: readonly RecentGroup[]; readonly more: boolean } {
  const full = recent.length >= asked;
  const cut = full ? recent.toSorted((a, b) => a.publishedAt - b.publishedAt)[0]?.postId : undefined;
  const groups = recentPosts(recent, Infinity);
  const whole = groups.length > 1 ? groups.filter(({ postId }) => postId !== cut) : groups;
  return { groups: whole.slice(0, max), more: full || whole.length > max };
}

/** The publications of one post as one row, newest first. */
export function recentPosts(recent: readonly RecentPost[], max: number): readonly RecentGroup[] {
  const byPost = grouped(recent, ({ postId }) => postId);
  return [...byPost.values()].flatMap((publications): readonly RecentGroup[] => {
    const [first] = publications.toSorted((a, b) => b.publishedAt - a.publishedAt);
    if (first === undefined) return [];
    return [{ ...countsOf(publications), postId: first.postId, publicationId: first.publicationId, title: first.title, thumbHash: first.thumbHash, networks: publications.map(({ network }) => network), at: first.publishedAt }];
  }).toSorted((a, b) => b.at - a.at).slice(0, max);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [item]);
    else there.push(item);
  }
  return groups;
}

export interface DayCount {
  readonly date: WallDate;
  /** Posts that go out by themselves, or went. */
  readonly posts: number;
  /** Posts with a time that nobody has scheduled, or that somebody stopped. */
  readonly waiting: number;
}

/** The seven days after `today`, as the clocks of `zone` count days. */
export function nextDays(chips: readonly Chip[], today: WallDate, zone: string): readonly DayCount[] {
  const byDate = grouped(chips, ({ at }) => toWallDate(at, zone));
  return Array.from({ length: 7 }, (_, index) => {
    const date = addDays(today, index + 1);
    const there = (byDate.get(date) ?? []).filter(({ state }) => state !== 'cancelled');
    const waiting = there.filter(({ state }) => state === 'draft' || state === 'hold').length;
    return { date, posts: there.length - waiting, waiting };
  });
}

/** The reason in the right column of a chip: short, in the words of its worst state. */
export function trouble(chip: Chip, words: { readonly network: (network: NetworkId) => string; readonly outcome: (code: string, network: string) => string }): string {
  const worst = worstPublication(chip);
  const name = stateWords[chip.state].name;
  if (worst === undefined) return name;
  const network = words.network(worst.network);
  if (chip.publications.some(({ state }) => state !== chip.state)) return `${network} ${name.toLowerCase()}`;
  return chip.state === 'failed' && worst.problemCode !== null ? words.outcome(worst.problemCode, network) : name;
}
