import type { Chip } from '#core/contract/planning';
import type { DraftCard } from '#core/contract/posts';
import { resolveWallTime } from '#core/time';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { showAhead } from '#renderer/api/shown-ahead';
import { titleOf } from '#renderer/components/chip';
import type { Format } from '#renderer/format';
import { errorLine } from '#renderer/messages/errors';
import { loginEndsWords } from '#renderer/messages/login-ends';
import { navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { movableIds, moved, withChip } from './chips';

/** Said when something is dropped or moved where it cannot go. */
export const PAST_WORDS = 'That time has passed. A post cannot be planned for the past.';

export interface Said {
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
}

const show = (change: (chips: readonly Chip[]) => Chip[]): (() => void) => showAhead<Chip>(queryClient, orpc.planning.calendar.key(), change);
const hideDraft = (id: string): (() => void) => showAhead<DraftCard>(queryClient, orpc.posts.drafts.key(), (cards) => cards.filter((card) => card.id !== id));

const quoted = (title: string): string => {
  const words = titleOf(title);
  return `“${words.length > 48 ? `${words.slice(0, 47).trimEnd()}…` : words}”`;
};

const adjustedWords = (adjusted: 'none' | 'gap' | 'overlap', asked: string): string =>
  (adjusted === 'gap' ? ` The clocks skip ${asked.slice(11)} that night.` : adjusted === 'overlap' ? ` ${asked.slice(11)} comes twice that night; this is the first.` : '');

/** Moves a chip to a time on the brand's wall; what of it may not move stays. */
export async function moveChip(chip: Chip, wall: string, { format, zone, now }: Said): Promise<void> {
  const to = resolveWallTime(wall, zone);
  const putBack = show((chips) => moved(chips, chip.key, { at: to.instant, wall: to.wall }));
  const publicationIds = movableIds(chip);
  const done = await act(client.planning.move({ postId: chip.postId, wall, ...(publicationIds === undefined ? {} : { publicationIds }) }), {
    done: (value) => `Moved ${quoted(chip.title)} from ${format.day(chip.at, zone, now)}, ${format.time(chip.at, zone)} to ${format.day(value.at, zone, now)}, ${format.time(value.at, zone)}.${adjustedWords(value.adjusted, wall)}${loginEndsWords(value.loginEnds, { format, zone, now })}`,
    onError: (error) => showToast({ text: errorLine(error), ...(error.code === 'has-problems' ? { act: { label: 'Open it', run: () => navigate(`/compose/${chip.postId}`) } } : {}) }),
  });
  if (done === null) putBack();
}

/** Gives a draft of the tray a time. It stays a draft; the toast offers to schedule it. */
export async function planDraft(card: DraftCard, brandId: string, wall: string, { format, zone, now }: Said): Promise<void> {
  const to = resolveWallTime(wall, zone);
  const showDraft = hideDraft(card.id);
  const putBack = show((all) => withChip(all, {
    key: `${card.id}@${to.instant}`, postId: card.id, brandId, at: to.instant, wall: to.wall, title: card.title, thumbHash: card.thumbHash, state: 'draft', labelIds: card.labels.map(({ id }) => id),
    publications: card.networks.map((network) => ({ id: `${card.id}/${network}`, accountId: '', network, state: 'draft', problemCode: null, nativeRef: null })),
  }));
  const done = await act(client.planning.move({ postId: card.id, wall }));
  if (done === null) {
    showDraft();
    putBack();
    return;
  }
  showToast({
    text: `${quoted(card.title)} is planned for ${format.day(done.at, zone, now)}, ${format.time(done.at, zone)}, still a draft.${adjustedWords(done.adjusted, wall)}`,
    undo: () => { void act(client.planning.undo({ undoId: done.undoId })); },
    ...(card.networks.length === 0 ? {} : { act: { label: 'Schedule it', run: () => { void scheduleAt(card.id, card.title, done.wall, { format, zone, now }); } } }),
  });
}

/** Lets a planned draft go out at its time by itself. */
export async function scheduleAt(postId: string, title: string, wall: string, { format, zone, now }: Said): Promise<void> {
  await act(client.planning.schedule({ postId, when: { kind: 'at', wall } }), {
    done: (value) => {
      const ends = loginEndsWords(value.loginEnds, { format, zone, now });
      return `${quoted(title)} goes out ${format.day(value.at, zone, now)}, ${format.time(value.at, zone)}${ends === '' ? '' : `.${ends}`}`;
    },
    onError: (error) => showToast({ text: errorLine(error), act: { label: 'Open it', run: () => navigate(`/compose/${postId}`) } }),
  });
}

/** Takes the time away: back to the tray. */
export async function unscheduleChip(chip: Chip): Promise<void> {
  const putBack = show((chips) => chips.filter(({ key }) => key !== chip.key));
  const publicationIds = movableIds(chip);
  const done = await act(client.planning.unschedule({ postId: chip.postId, ...(publicationIds === undefined ? {} : { publicationIds }) }), { done: `${quoted(chip.title)} is back among the drafts` });
  if (done === null) putBack();
}

export async function removePost(postId: string, title: string): Promise<void> {
  const putBack = show((chips) => chips.filter((chip) => chip.postId !== postId));
  const showDraft = hideDraft(postId);
  const done = await act(client.posts.remove({ ids: [postId] }), { done: `${quoted(title)} is in the bin` });
  if (done !== null) return;
  putBack();
  showDraft();
}

const idsIn = (chip: Chip, ...states: readonly Chip['state'][]): string[] => chip.publications.filter(({ state }) => states.includes(state)).map(({ id }) => id);

export const heldIds = (chip: Chip): string[] => idsIn(chip, 'hold');
export const holdableIds = (chip: Chip): string[] => idsIn(chip, 'scheduled');

export async function holdChip(chip: Chip): Promise<void> {
  await act(client.planning.hold({ publicationIds: holdableIds(chip) }), { done: `${quoted(chip.title)} is on hold` });
}

export async function resumeChip(chip: Chip): Promise<void> {
  await act(client.planning.resume({ publicationIds: heldIds(chip) }), { done: `${quoted(chip.title)} goes out at its time again` });
}
