import type { Chip } from '#core/contract/planning';
import { needsPerson } from '#core/posts/states';

/** Where a post of today leads: to what happened to its worst publication, or to the composer. */
export function whereChipLeads(chip: Chip): string {
  const worst = chip.publications.find(({ state }) => state === chip.state) ?? chip.publications[0];
  return worst !== undefined && (needsPerson(worst.state) || worst.state === 'published' || worst.state === 'publishing') ? `/publication/${worst.id}` : `/compose/${chip.postId}`;
}
