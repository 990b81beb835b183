import type { Publication } from '#core/contract/posts';
import { type NetworkFacts, networkFacts, pollChoiceNames, pollChoices } from '#core/networks';
import { useFormat } from '#renderer/api/format';
import { chosenWords, languageName, optionWords } from '#renderer/messages/options';

const choiceNames: ReadonlySet<string> = new Set(pollChoiceNames);

/** What a person chose for this publication beyond its words; nothing where all is as usual. */
export function Chosen({ publication }: { readonly publication: Pick<Publication, 'network' | 'options'> }) {
  const { locale } = useFormat();
  const { network, options } = publication;
  const poll = pollChoices(options);
  const facts: NetworkFacts = networkFacts[network];
  // How a poll runs stands under its choices.
  const names = Object.keys(facts.options.shape).toSorted((a, b) => Number(b.startsWith('poll')) - Number(a.startsWith('poll')));
  const rows = names.flatMap((name): readonly (readonly [string, string])[] => {
    const value = options[name];
    // What was agreed to stands for itself, with the time.
    if (name === facts.consent?.agreed) return [];
    if (name === facts.consent?.at && typeof value === 'string' && value !== '') return [[optionWords(name).label, new Date(value).toLocaleString(locale)]];
    // The id of a place says nothing to a person.
    if (choiceNames.has(name) || facts.destinations?.some(({ option }) => option === name) === true || (name.startsWith('poll') && poll.length === 0)) return [];
    if (typeof value === 'boolean') return [[optionWords(name).label, value ? 'Yes' : 'No']];
    if (typeof value !== 'string' || value === '') return [];
    return [[optionWords(name).label, name === 'language' ? languageName(value, locale) : chosenWords(name, value)]];
  });
  if (rows.length === 0 && poll.length === 0) return null;
  return (
    <section className="pub-chosen" aria-label="Chosen for this account">
      <div className="sec"><h3>Chosen</h3></div>
      <dl>
        {poll.length > 0 && <div><dt className="t2">Poll</dt><dd>{poll.map((choice, at) => <span key={at} className="poll-choice" dir="auto">{choice}</span>)}</dd></div>}
        {rows.map(([label, value]) => <div key={label}><dt className="t2">{label}</dt><dd dir="auto">{value}</dd></div>)}
      </dl>
    </section>
  );
}
