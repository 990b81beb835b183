import type { TextRange } from './twitter-rules';

/** Somebody named as LinkedIn itself writes it: `@[Harrow & Clay](urn:li:organization:2414183)`. Readers see the name alone. */
interface LinkedinMention extends TextRange {
  readonly name: string;
  readonly urn: string;
}

// A member or an organisation, by the URN that LinkedIn gives them: no API tells a member's app the number behind a name. Facts of 2026-11-21.
const MENTION = /@\[([^[\]\n]{1,200})\]\((urn:li:(?:person|organization):[A-Za-z0-9_-]{1,100})\)/g;

export const linkedinMentions = (text: string): readonly LinkedinMention[] =>
  [...text.matchAll(MENTION)].map((found) => ({ start: found.index, end: found.index + found[0].length, name: found[1] ?? '', urn: found[2] ?? '' }));

/** The text as readers see it. */
export const linkedinShown = (text: string): string => text.replace(MENTION, '$1');
