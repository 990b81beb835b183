import type { Chip } from '#core/contract/planning';
import type { PublicationState } from '#core/posts/states';
import { worstState } from '#core/posts/states';

type ChipPublication = Chip['publications'][number];

export type ListRow =
  | { readonly kind: 'day'; readonly key: string; readonly date: string }
  /** The publications of a chip in one state: 1 of 2 unconfirmed is two rows. */
  | { readonly kind: 'post'; readonly key: string; readonly chip: Chip; readonly state: PublicationState; readonly publications: readonly ChipPublication[] };

/** The chips by day, each day under its head. */
export function listRows(chips: readonly Chip[]): readonly ListRow[] {
  const rows: ListRow[] = [];
  let date = '';
  for (const chip of chips) {
    if (chip.wall.slice(0, 10) !== date) {
      date = chip.wall.slice(0, 10);
      rows.push({ kind: 'day', key: date, date });
    }
    for (const [state, publications] of byState(chip)) rows.push({ kind: 'post', key: `${chip.key}/${state}`, chip, state, publications });
  }
  return rows;
}

function byState(chip: Chip): readonly (readonly [PublicationState, readonly ChipPublication[]])[] {
  if (chip.publications.length === 0) return [[chip.state, []]];
  const left = new Set(chip.publications.map(({ state }) => state));
  const found: (readonly [PublicationState, readonly ChipPublication[]])[] = [];
  while (left.size > 0) {
    const state = worstState([...left]);
    if (!left.delete(state)) break;
    found.push([state, chip.publications.filter((publication) => publication.state === state)]);
  }
  return found;
}

/** The row that Tab comes to: the wanted one while it is drawn, else the first post that is, for what is far away is not on the page. */
export function tabStopOf(rows: readonly ListRow[], drawn: readonly number[], wanted: number): number {
  return drawn.includes(wanted) ? wanted : drawn.find((index) => rows[index]?.kind === 'post') ?? wanted;
}
