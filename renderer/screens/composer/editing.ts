import type { Id } from '#core/ids';
import type { Json } from '#core/json';
import type { NetworkId, NetworkLimits } from '#core/networks';
import type { MediaUse, ThreadPart } from '#core/posts/content';
import { type CountExtras, splitThread } from '#core/text';
import { type Draft, type DraftPublication, mediaAt, mediaOf, type Place, textAt, textOf } from './draft';

/** Every edit: a draft in, a draft out. What an edit does not touch keeps its identity, so that what is worked out from it stays valid. */

const onAccount = (draft: Draft, accountId: Id, change: (publication: DraftPublication) => DraftPublication): Draft => ({
  ...draft, publications: draft.publications.map((one) => (one.accountId === accountId ? change(one) : one)),
});

const onPart = (publication: DraftPublication, part: number, change: (part: ThreadPart) => ThreadPart): DraftPublication => ({
  ...publication, thread: publication.thread.map((one, index) => (index === part ? change(one) : one)),
});

/** Writing on an account's tab makes its text its own. */
export function setText(draft: Draft, place: Place, text: string): Draft {
  if (textAt(draft, place) === text) return draft;
  switch (place.kind) {
    case 'base': return { ...draft, text };
    case 'account': return onAccount(draft, place.accountId, (one) => ({ ...one, text }));
    case 'part': return onAccount(draft, place.accountId, (one) => onPart(one, place.part, (part) => ({ ...part, text })));
  }
}

export const takeOwnText = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => ({ ...one, text: textOf(draft, one) }));
export const followBaseText = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => ({ ...one, text: null }));
export const takeOwnMedia = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => ({ ...one, media: mediaOf(draft, one) }));
export const followBaseMedia = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => ({ ...one, media: null }));

/** Changing an account's pictures makes them its own. */
export function setMedia(draft: Draft, place: Place, media: readonly MediaUse[]): Draft {
  switch (place.kind) {
    case 'base': return { ...draft, media };
    case 'account': return onAccount(draft, place.accountId, (one) => ({ ...one, media }));
    case 'part': return onAccount(draft, place.accountId, (one) => onPart(one, place.part, (part) => ({ ...part, media })));
  }
}

/** The same picture twice in one place says nothing twice: it is left out. */
export function addMedia(draft: Draft, place: Place, added: readonly MediaUse[]): Draft {
  const now = mediaAt(draft, place);
  const there = new Set(now.map((use) => use.assetId));
  const fresh = added.filter((use) => !there.has(use.assetId) && there.add(use.assetId) !== undefined);
  return fresh.length === 0 ? draft : setMedia(draft, place, [...now, ...fresh]);
}

export const removeMedia = (draft: Draft, place: Place, assetId: Id): Draft =>
  setMedia(draft, place, mediaAt(draft, place).filter((use) => use.assetId !== assetId));

export function moveMedia(draft: Draft, place: Place, from: number, to: number): Draft {
  const media = [...mediaAt(draft, place)];
  const [moved] = media.splice(from, 1);
  if (moved === undefined || to < 0 || to > media.length || from === to) return draft;
  media.splice(to, 0, moved);
  return setMedia(draft, place, media);
}

export const replaceMedia = (draft: Draft, place: Place, assetId: Id, by: MediaUse): Draft =>
  setMedia(draft, place, mediaAt(draft, place).map((use) => (use.assetId === assetId ? by : use)));

export const keepFirstMedia = (draft: Draft, place: Place, max: number): Draft => setMedia(draft, place, mediaAt(draft, place).slice(0, max));

/**
 * What a picture shows is the same everywhere: the words also go to the other uses of it that said the same until now.
 * On an account that uses the base's pictures they are written there.
 */
export function setAlt(draft: Draft, place: Place, assetId: Id, alt: string): Draft {
  const before = mediaAt(draft, place).find((use) => use.assetId === assetId)?.alt;
  if (before === undefined || before === alt) return draft;
  const write = (media: readonly MediaUse[]): readonly MediaUse[] =>
    (media.some((use) => use.assetId === assetId && use.alt === before) ? media.map((use) => (use.assetId === assetId && use.alt === before ? { ...use, alt } : use)) : media);
  return {
    text: draft.text,
    media: write(draft.media),
    publications: draft.publications.map((one) => {
      const media = one.media === null ? null : write(one.media);
      const thread = one.thread.map((part) => { const written = write(part.media); return written === part.media ? part : { ...part, media: written }; });
      return media === one.media && thread.every((part, index) => part === one.thread[index]) ? one : { ...one, media, thread };
    }),
  };
}

/** The new part's number, as a place has it, is `thread.length` before. */
export const addPart = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => ({ ...one, thread: [...one.thread, { text: '', media: [] }] }));

export const removePart = (draft: Draft, accountId: Id, part: number): Draft =>
  onAccount(draft, accountId, (one) => ({ ...one, thread: one.thread.filter((_, index) => index !== part) }));

/** At `at` (UTF-16) the text goes on in a new part right behind. White space at the cut is lost. */
export function splitAt(draft: Draft, place: Exclude<Place, { kind: 'base' }>, at: number): Draft {
  const text = textAt(draft, place);
  const rest: ThreadPart = { text: text.slice(at).trimStart(), media: [] };
  const behind = place.kind === 'account' ? 0 : place.part + 1;
  const cut = setText(draft, place, text.slice(0, at).trimEnd());
  return onAccount(cut, place.accountId, (one) => ({ ...one, thread: one.thread.toSpliced(behind, 0, rest) }));
}

/** Every part that is too long becomes as many as it needs; pictures stay with the first of them. */
export function splitToFit(draft: Draft, accountId: Id, limits: Pick<NetworkLimits, 'text'>, extras: CountExtras): Draft {
  return onAccount(draft, accountId, (one) => {
    const whole = textOf(draft, one);
    const [first = '', ...more] = splitThread(whole, limits, extras);
    const head = more.length === 0 ? one.text : first;
    const rest = one.thread.flatMap((part) => {
      const pieces = splitThread(part.text, limits, extras);
      return pieces.length <= 1 ? [part] : pieces.map((text, index) => ({ text, media: index === 0 ? part.media : [] }));
    });
    return { ...one, text: head, thread: [...more.map((text) => ({ text, media: [] })), ...rest] };
  });
}

/** All parts in one, a blank line between them. */
export const joinThread = (draft: Draft, accountId: Id): Draft => onAccount(draft, accountId, (one) => {
  if (one.thread.length === 0) return one;
  const texts = [textOf(draft, one), ...one.thread.map((part) => part.text)].filter((text) => text.trim() !== '');
  const more = one.thread.flatMap((part) => part.media);
  return { ...one, text: texts.join('\n\n'), media: more.length === 0 ? one.media : [...mediaOf(draft, one), ...more], thread: [] };
});

/** Only what a person chose is stored: `undefined` takes the choice back. */
export const setOption = (draft: Draft, accountId: Id, name: string, value: Json | undefined): Draft => onAccount(draft, accountId, (one) => {
  const { [name]: _before, ...others } = one.options;
  return { ...one, options: value === undefined ? others : { ...others, [name]: value } };
});

export const addAccount = (draft: Draft, accountId: Id, network: NetworkId): Draft =>
  (draft.publications.some((one) => one.accountId === accountId) ? draft
    : { ...draft, publications: [...draft.publications, { accountId, network, text: null, media: null, thread: [], options: {} }] });

export const removeAccount = (draft: Draft, accountId: Id): Draft => ({ ...draft, publications: draft.publications.filter((one) => one.accountId !== accountId) });
