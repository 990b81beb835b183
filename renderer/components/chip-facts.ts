import type { Chip } from '#core/contract/planning';
import { needsPerson, type PublicationState } from '#core/posts/states';

export type ChipPublication = Chip['publications'][number];

/** The publication a person means when they open the chip: the worst one. */
export const worstPublication = (chip: Chip): ChipPublication | undefined => chip.publications.find(({ state }) => state === chip.state) ?? chip.publications[0];

/** States in which there is more to see than to edit. */
export const opensPanel = (state: PublicationState): boolean => needsPerson(state) || state === 'published' || state === 'publishing';
