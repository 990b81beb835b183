import type { Chip } from '#core/contract/planning';
import { byTime } from '#core/posts/chip-order';
import { isMovable, needsPerson, type PublicationState, worstState } from '#core/posts/states';
import { type ChipPublication, opensPanel, worstPublication } from '#renderer/components/chip-facts';

/** Whether anything of it may be given another time. A draft for nobody yet may. */
export const chipMoves = (chip: Chip): boolean => chip.publications.length === 0 || chip.publications.some(({ state }) => isMovable(state));

/** The publications that go along when the chip moves; undefined when there is nothing to name. */
export function movableIds(chip: Chip): string[] | undefined {
  const ids = chip.publications.filter(({ state }) => isMovable(state)).map(({ id }) => id);
  return ids.length === 0 ? undefined : ids;
}

/** The chips in place of one of them at another time: what may not move stays where it was. */
export function moved(chips: readonly Chip[], key: string, to: { readonly at: number; readonly wall: string }): Chip[] {
  const chip = chips.find((each) => each.key === key);
  if (chip === undefined) return [...chips];
  const staying = chip.publications.filter(({ state }) => !isMovable(state));
  const going = chip.publications.filter(({ state }) => isMovable(state)).map(afterMove);
  const others = chips.filter((each) => each !== chip);
  const left = staying.length === 0 ? others : [...others, { ...chip, publications: staying, state: stateOf(staying) }];
  return withChip(left, { ...chip, ...to, key: `${chip.postId}@${to.at}`, publications: going, state: stateOf(going) });
}

/** What failed or was missed is scheduled again by a move; drafts, holds and the cancelled stay what they are. */
const afterMove = (publication: ChipPublication): ChipPublication =>
  (needsPerson(publication.state) ? { ...publication, state: 'scheduled', problemCode: null } : publication);

const stateOf = (publications: readonly ChipPublication[]): PublicationState => worstState(publications.map(({ state }) => state));

/** With one chip more, by time; two of one post at one time are one chip. */
export function withChip(chips: readonly Chip[], added: Chip): Chip[] {
  const same = chips.find(({ key }) => key === added.key);
  const publications = [...(same?.publications ?? []), ...added.publications];
  return [...chips.filter((chip) => chip !== same), { ...added, publications, state: stateOf(publications) }].toSorted(byTime);
}

/** Where a chip or one of its publications leads: what happened to it, or the composer. */
export const opens = (chip: Chip, publication: ChipPublication | undefined = worstPublication(chip)): { readonly publicationId: string } | { readonly postId: string } =>
  (publication !== undefined && opensPanel(publication.state) ? { publicationId: publication.id } : { postId: chip.postId });
