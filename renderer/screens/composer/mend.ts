import { type NetworkLimits, pollChoiceNames } from '#core/networks';
import type { MendId, Problem } from '#core/posts/preflight';
import { clipGraphemes, lengthIn, shortenTo } from '#core/text';
import type { AccountCheck } from './check';
import { type Draft, mediaAt, partsOf, type Place, publicationOf } from './draft';
import { followBaseText, joinThread, keepFirstMedia, removeAccount, removeMedia, removePart, setAlt, setOption, setText, splitToFit } from './editing';

/** Mends that a draft shows at once; the others need a person, a file or another screen. */
export type DraftMend = Extract<MendId,
  'shorten' | 'split-thread' | 'use-base-text' | 'remove-part' | 'join-thread' | 'remove-media' | 'remove-video' | 'remove-extra-media' | 'shorten-alt' | 'remove-account' | 'turn-off-link-card' | 'reset-option' | 'remove-poll'>;

const draftMends: ReadonlySet<MendId> = new Set<DraftMend>([
  'shorten', 'split-thread', 'use-base-text', 'remove-part', 'join-thread', 'remove-media', 'remove-video', 'remove-extra-media', 'shorten-alt', 'remove-account', 'turn-off-link-card', 'reset-option', 'remove-poll',
]);
export const isDraftMend = (mend: MendId): mend is DraftMend => draftMends.has(mend);

/** Done by "Mend all that Linnet can": nothing a person wrote is thrown away by these. `compress` is done beside them. */
const harmless: ReadonlySet<MendId> = new Set<MendId>(['split-thread', 'remove-part', 'join-thread', 'remove-extra-media', 'compress', 'turn-off-link-card', 'reset-option']);
export const isHarmless = (mend: MendId): boolean => harmless.has(mend);

/** The first of a problem's mends that can be done without asking. */
export const harmlessMend = (problem: Problem): MendId | null => problem.mends.find(isHarmless) ?? null;

/** Which text or pictures a problem is about. Preflight counts parts from 1, the first one included. */
export function placeOf({ accountId, params }: Pick<Problem, 'accountId' | 'params'>): Exclude<Place, { kind: 'base' }> {
  const part = Number(params['part'] ?? 1);
  return part > 1 ? { kind: 'part', accountId, part: part - 2 } : { kind: 'account', accountId };
}

/** The draft with that one problem mended; unchanged when the draft has moved on and the mend fits no more. */
export function mendDraft(draft: Draft, mend: DraftMend, problem: Problem, { limits, extras }: Pick<AccountCheck, 'limits' | 'extras'>): Draft {
  const publication = publicationOf(draft, problem.accountId);
  if (publication === undefined) return draft;
  const { accountId } = problem;
  const place = placeOf(problem);
  const asset = String(problem.params['asset'] ?? '');
  switch (mend) {
    case 'shorten': return setText(draft, place, shortenTo(partsOf(draft, publication)[Number(problem.params['part'] ?? 1) - 1]?.text ?? '', limits, extras));
    case 'split-thread': return splitToFit(draft, accountId, limits, extras);
    case 'use-base-text': return followBaseText(draft, accountId);
    case 'remove-part': return place.kind === 'part' ? removePart(draft, accountId, place.part) : draft;
    case 'join-thread': return joinThread(draft, accountId);
    case 'remove-media': return asset === '' ? { ...draft, publications: draft.publications.map((one) => (one.accountId === accountId ? { ...one, media: [], thread: one.thread.map((part) => ({ ...part, media: [] })) } : one)) } : removeMedia(draft, place, asset);
    case 'remove-video': return removeMedia(draft, place, asset);
    case 'remove-extra-media': return keepFirstMedia(draft, place, Number(problem.params['max'] ?? limits.media?.maxImages ?? 0));
    case 'shorten-alt': {
      const alt = mediaAt(draft, place).find((use) => use.assetId === asset)?.alt ?? '';
      return setAlt(draft, place, asset, shortAlt(alt, limits.altText));
    }
    case 'remove-account': return removeAccount(draft, accountId);
    case 'turn-off-link-card': return setOption(draft, accountId, 'linkCard', false);
    case 'remove-poll': return [...pollChoiceNames, 'pollQuestion'].reduce((next, name) => setOption(next, accountId, name, undefined), draft);
    case 'reset-option': return setOption(draft, accountId, String(problem.params['option'] ?? ''), undefined);
  }
}

function shortAlt(alt: string, limit: NetworkLimits['altText']): string {
  if (limit === null) return alt;
  // What the limit counts may be more than what a person sees as one, so fewer graphemes are kept until it fits.
  let keep = limit.max;
  let short = clipGraphemes(alt, keep, '…');
  for (let used = lengthIn(limit.unit, short); used > limit.max && keep > 1; used = lengthIn(limit.unit, short)) {
    keep = Math.max(1, Math.min(keep - 1, Math.floor((keep * limit.max) / used)));
    short = clipGraphemes(alt, keep, '…');
  }
  return short;
}
