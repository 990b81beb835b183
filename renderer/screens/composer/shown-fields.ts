import { type PollLimits, pollChoiceNames, pollChoices } from '#core/networks';
import type { OptionField } from '#renderer/components/option-fields';

const settings: ReadonlySet<string> = new Set(['pollLength', 'pollMultiple', 'pollHideTotals']);

/**
 * The fields that are worth showing now: a further choice of a poll once those before it are filled, as far as the account takes them,
 * and how the poll runs once there is one; a document's title once there is to be one. What means nothing for such a post (`without`) is left out. What already holds something is always shown.
 */
export function shownFields(fields: readonly OptionField[], options: Readonly<Record<string, unknown>>, poll: PollLimits | undefined, without: readonly string[] = []): readonly OptionField[] {
  const holds = (name: string | undefined): boolean => name !== undefined && typeof options[name] === 'string' && options[name] !== '';
  const asked = pollChoices(options).length > 0;
  return fields.filter(({ name }) => {
    if (without.includes(name)) return options[name] !== undefined && options[name] !== '';
    if (name === 'documentTitle') return options['sendAs'] === 'document' || holds(name);
    if (settings.has(name)) return asked || options[name] !== undefined;
    const at = pollChoiceNames.findIndex((one) => one === name);
    return at < 0 || holds(name) || (at < (poll?.maxChoices ?? 0) && (at < 2 || pollChoiceNames.slice(0, at).every(holds)));
  });
}
