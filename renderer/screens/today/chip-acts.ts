import type { Chip } from '#core/contract/planning';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { networkInText } from '#renderer/messages/networks';
import { capital, quoted } from '#renderer/messages/quoted';
import { confirm } from '#renderer/stores/confirm';
import { idsIn } from './day';
import type { Lens } from './lens';

export const holdChip = async (chip: Chip): Promise<void> => {
  await act(client.planning.hold({ publicationIds: idsIn(chip, 'scheduled') }), { done: `${capital(quoted(chip.title))} is on hold` });
};

export const resumeChip = async (chip: Chip): Promise<void> => {
  await act(client.planning.resume({ publicationIds: idsIn(chip, 'hold') }), { done: `${capital(quoted(chip.title))} goes out at its time again` });
};

/** What could go out at once: it waits for its time, or for a person. */
export const sendableIds = (chip: Chip): string[] => idsIn(chip, 'scheduled', 'hold');

export async function publishNow(chip: Chip, { format, zone }: Lens): Promise<void> {
  const publicationIds = sendableIds(chip);
  const networks = [...new Set(chip.publications.filter(({ id }) => publicationIds.includes(id)).map(({ network }) => networkInText(network)))];
  const yes = await confirm({ title: `Publish ${quoted(chip.title)} now?`, body: `It goes out on ${format.list(networks)} at once, not at ${format.time(chip.at, zone)}.`, act: 'Publish now' });
  if (yes) await act(client.planning.schedule({ postId: chip.postId, when: { kind: 'now' }, publicationIds }), { done: `${capital(quoted(chip.title))} goes out now` });
}
