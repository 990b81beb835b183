import { isPollLength, pollChoiceNames, pollChoices, pollLengthMs } from '#core/networks';
import { lengthIn } from '#core/text';
import { type Finding, type PreflightInput, stop } from './preflight-types';

/** The poll of the first part against what the account's server takes. What is wrong with the options by themselves is `option-invalid`. */
export function pollFindings({ limits, media, options }: PreflightInput): readonly Finding[] {
  const { poll } = limits;
  const count = pollChoices(options).length;
  if (count === 0) return [];
  if (poll === undefined) return [stop('poll-not-supported', {}, ['remove-poll'])];
  const findings: Finding[] = [];
  if (media.length > 0 && limits.media !== null) findings.push(stop('poll-with-media', {}, ['remove-poll', 'remove-media']));
  if (count > poll.maxChoices) findings.push(stop('poll-too-many-choices', { count, max: poll.maxChoices }, ['remove-poll']));
  for (const [at, name] of pollChoiceNames.entries()) {
    const used = lengthIn('graphemes', textOf(options[name]));
    if (poll.maxCharacters === null || used <= poll.maxCharacters) continue;
    findings.push(stop('poll-choice-too-long', { option: name, index: at + 1, used, max: poll.maxCharacters, excess: used - poll.maxCharacters }, ['reset-option']));
  }
  const length = options['pollLength'];
  const ms = pollLengthMs[isPollLength(length) ? length : '1 day'];
  if (ms < (poll.minMs ?? ms)) findings.push(stop('poll-length', { ms, min: poll.minMs ?? 0, option: 'pollLength' }, ['reset-option']));
  if (ms > (poll.maxMs ?? ms)) findings.push(stop('poll-length', { ms, max: poll.maxMs ?? 0, option: 'pollLength' }, ['reset-option']));
  return findings;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
