import { type NetworkFacts, specialOf } from '#core/networks';
import { isVideo } from '#core/videos/probe';
import { countEach, type CountExtras, findHashtags, findLinks, findMentions, fits } from '#core/text';
import { mediaFindings } from './preflight-media';
import { type Finding, look, type MendId, type PreflightInput, type PreflightPart, stop } from './preflight-types';

/** Text and pictures of the post and of each further part of its thread. */
export function contentFindings(input: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  const parts: readonly PreflightPart[] = [{ text: input.text, media: input.media }, ...input.thread];
  const extras = { contentWarning: warningIn(input.options) };
  return [
    ...(input.thread.length > 0 && !facts.supportsThreads ? [stop('thread-not-supported', { parts: parts.length }, ['join-thread'])] : []),
    ...neededFindings(input, facts),
    ...parts.flatMap((part, index) => partFindings(input, facts, part, index, extras)),
    ...namesFindings(input, facts),
    ...cardFindings(input, facts),
    ...input.unresolvedMentions.map((mention) => look('mention-unresolved', { mention }, [])),
  ];
}

function neededFindings({ network, options, media }: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  const needs = specialOf(network, options)?.needs;
  if (needs === 'video') return media.some(isVideo) ? [] : [stop('video-needed', {}, ['add-video', 'remove-account'])];
  if (facts.needs?.media === 'video') return media.some(isVideo) ? [] : [stop('media-needed', { kind: 'video' }, ['add-video', 'remove-account'])];
  if (media.length > 0) return [];
  if (needs === 'media') return [stop('story-needed', {}, ['add-media', 'remove-account'])];
  return facts.needs?.media === true ? [stop('media-needed', {}, ['add-media', 'remove-account'])] : [];
}

/** The text of a Story is not shown, so nothing else about it is worth saying. */
const isShown = ({ network, options }: PreflightInput): boolean => specialOf(network, options)?.text !== false;

function namesFindings(input: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  if (!isShown(input)) return input.text.trim() === '' ? [] : [look('text-not-shown', specialOf(input.network, input.options)?.value === 'draft' ? { as: 'draft' } : {}, [])];
  if (facts.mostNames === undefined) return [];
  const { hashtags, mentions } = facts.mostNames;
  const [tags, names] = [findHashtags(input.text).length, findMentions(input.text).length];
  return [
    ...(tags > hashtags ? [stop('text-hashtags', { count: tags, max: hashtags }, ['write-text'])] : []),
    ...(names > mentions ? [stop('text-mentions', { count: names, max: mentions }, ['write-text'])] : []),
  ];
}

function partFindings(input: PreflightInput, facts: NetworkFacts, part: PreflightPart, index: number, extras: CountExtras): readonly Finding[] {
  const where = input.thread.length === 0 ? {} : { part: index + 1, parts: input.thread.length + 1 };
  const media = mediaFindings(part.media, input.limits, where, input.altRequired === true);
  // Where no text is shown, none is missing.
  if (isShown(input) && part.text.trim() === '' && !(part.media.length > 0 && facts.textOptionalWithMedia)) {
    const empty = index === 0
      ? stop('text-empty', where, canUseBase(input, extras) ? ['use-base-text', 'write-text'] : ['write-text'])
      : stop('thread-part-empty', where, ['remove-part', 'write-text']);
    return [empty, ...media];
  }
  const tooLong = !isShown(input) ? [] : countEach(part.text, input.limits, extras)
    .filter((count) => count.over)
    .map(({ used, max, unit }) =>
      stop(unit === 'bytes' ? 'text-too-many-bytes' : 'text-too-long', { ...where, used, max, excess: used - max, unit }, lengthMends(input, facts, index, extras)));
  return [...tooLong, ...media];
}

function lengthMends(input: PreflightInput, facts: NetworkFacts, index: number, extras: CountExtras): readonly MendId[] {
  return [
    ...(facts.supportsThreads ? (['split-thread'] as const) : []),
    'shorten',
    ...(index === 0 && canUseBase(input, extras) ? (['use-base-text'] as const) : []),
  ];
}

/** The base text would be no mend if it were empty or too long itself. */
const canUseBase = ({ baseText, limits }: PreflightInput, extras: CountExtras): boolean =>
  baseText !== null && baseText.trim() !== '' && fits(baseText, limits, extras);

/** Only where a person asked for the card; as a default it quietly does nothing. */
function cardFindings(input: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  if (!facts.supportsLinkCard || input.options['linkCard'] !== true) return [];
  return findLinks(input.text).length > 0 ? [] : [look('link-card-without-link', {}, ['turn-off-link-card'])];
}

/** By the name that every network with a content warning gives it. */
function warningIn(options: PreflightInput['options']): string {
  const warning = options['contentWarning'];
  return typeof warning === 'string' ? warning : '';
}
