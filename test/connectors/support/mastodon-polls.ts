import type { Poll } from './mastodon-shapes';

// configuration.polls of the double, and its rules: PollOptionsValidator, PollExpirationValidator and PostStatusService of the server's source, read 2026-11-22.
const MAX_OPTIONS = 4;
const MAX_CHARACTERS = 50;
const SHORTEST = 300;
const LONGEST = 2_629_746;

/** The poll that a request asks for; null where it asks for none, and the server's own words where it cannot have it. */
export function readPoll(asked: unknown, withMedia: boolean): { readonly poll: Poll | null } | { readonly refused: string } {
  if (asked === undefined) return { poll: null };
  const { options, expires_in, multiple, hide_totals } = Object(asked) as Readonly<Record<string, unknown>>;
  if (withMedia) return { refused: 'Cannot attach more than 4 files' };
  const choices = Array.isArray(options) ? options.map(String) : [];
  if (choices.length < 2) return { refused: 'Validation failed: Options must have more than one item' };
  if (choices.length > MAX_OPTIONS) return { refused: `Validation failed: Options can't contain more than ${MAX_OPTIONS} items` };
  if (choices.some((one) => [...new Intl.Segmenter().segment(one)].length > MAX_CHARACTERS)) return { refused: `Validation failed: Options cannot be longer than ${MAX_CHARACTERS} characters each` };
  if (new Set(choices).size < choices.length) return { refused: 'Validation failed: Options contains duplicate items' };
  const seconds = Number(expires_in);
  if (!(seconds >= SHORTEST)) return { refused: 'Validation failed: Expires at is too soon' };
  if (seconds > LONGEST) return { refused: 'Validation failed: Expires at is too far into the future' };
  return { poll: { options: choices, seconds, multiple: multiple === true, hideTotals: hide_totals === true } };
}
