import { DAY, HOUR, MINUTE, type Millis } from '#core/clock';

/** The options that hold what people can vote for, in their order. A network has as many of them as it takes. */
export const pollChoiceNames = ['pollChoice1', 'pollChoice2', 'pollChoice3', 'pollChoice4', 'pollChoice5', 'pollChoice6', 'pollChoice7', 'pollChoice8'] as const;

type Options = Readonly<Record<string, unknown>>;

function choiceIn(options: Options, name: string): string {
  const choice = options[name];
  return typeof choice === 'string' ? choice.trim() : '';
}

/** What people can vote for, in order, from a network's options or from what is stored of them; empty where there is no poll. */
export const pollChoices = (options: Options): readonly string[] => pollChoiceNames.map((name) => choiceIn(options, name)).filter((choice) => choice !== '');

/** The empty field to name when there is one choice only; null when there is none or enough. A poll has at least two everywhere. */
export function lonePollChoice(options: Options): string | null {
  if (pollChoices(options).length !== 1) return null;
  return choiceIn(options, 'pollChoice1') === '' ? 'pollChoice1' : 'pollChoice2';
}

/** The first field that says the same as one before it; null when all differ. */
export function repeatedPollChoice(options: Options): string | null {
  const given = pollChoiceNames.filter((name) => choiceIn(options, name) !== '');
  return given.find((name, at) => given.slice(0, at).some((before) => choiceIn(options, before) === choiceIn(options, name))) ?? null;
}

/** How long a poll may run where the network leaves that free, and what is offered of it. */
export const pollLengths = ['5 minutes', '30 minutes', '1 hour', '6 hours', '12 hours', '1 day', '3 days', '7 days', '14 days', '30 days'] as const;
export type PollLength = (typeof pollLengths)[number];

export const pollLengthMs: { readonly [L in PollLength]: Millis } = {
  '5 minutes': 5 * MINUTE, '30 minutes': 30 * MINUTE, '1 hour': HOUR, '6 hours': 6 * HOUR, '12 hours': 12 * HOUR,
  '1 day': DAY, '3 days': 3 * DAY, '7 days': 7 * DAY, '14 days': 14 * DAY, '30 days': 30 * DAY,
};
export const isPollLength = (value: unknown): value is PollLength => pollLengths.some((length) => length === value);
