import { findHashtags, linkedinMentions } from '#core/text';

// "Little text", the format of commentary: these have a meaning, and an unescaped one cuts the text off or mangles it.
// Quoted from the documentation by several sources, 2026-11-21.
const RESERVED = /[|{}@[\]()<>#\\*_~]/g;

const escaped = (text: string): string => text.replace(RESERVED, '\\$&');

/**
 * A text as LinkedIn shows it letter by letter, with its hashtags still hashtags and those it names by their URN still mentions. A name
 * alone is none: that takes a number, which no API gives to a member's app, so any other @ stays an @.
 */
export function toLittleText(text: string): string {
  let done = '';
  let at = 0;
  for (const { start, end, name, urn } of linkedinMentions(text)) {
    done += withHashtags(text.slice(at, start)) + `@[${escaped(name)}](${urn})`;
    at = end;
  }
  return done + withHashtags(text.slice(at));
}

function withHashtags(text: string): string {
  let done = '';
  let at = 0;
  for (const { start, end } of findHashtags(text)) {
    done += escaped(text.slice(at, start));
    // The sign itself is what makes it a hashtag; what follows is text like any other.
    done += text.slice(start, start + 1) + escaped(text.slice(start + 1, end));
    at = end;
  }
  return done + escaped(text.slice(at));
}

/** What a reader sees of a text that LinkedIn gives back: a hashtag may come as `{hashtag|\#|clay}`, a mention as `@[Name](urn)`. */
export const fromLittleText = (text: string): string =>
  text.replace(/\{hashtag\|\\?#\|([^}]*)\}/g, '#$1').replace(/@\[((?:\\.|[^\]\\])*)\]\((?:\\.|[^)\\])*\)/g, '$1').replace(/\\([|{}@[\]()<>#\\*_~])/g, '$1');
