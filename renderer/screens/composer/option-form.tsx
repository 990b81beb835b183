import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { memo, useId } from 'react';
import { limitsFor, networkFacts, type NetworkId, pollChoiceNames, specialOf } from '#core/networks';
import { networkName } from '#renderer/messages/networks';
import { choiceWords, languageName, optionNote, optionWords } from '#renderer/messages/options';
import { useFormat } from '#renderer/api/format';
import { useComposer, useSession } from './context';
import { mediaAt, publicationOf } from './draft';
import { DestinationField } from './destination-field';
import { setOption } from './editing';
import { helpUnder } from './help-under';
import { offeredLanguages as languages, type OptionField, optionFields } from '#renderer/components/option-fields';
import { shownFields } from './shown-fields';

/** What a network lets a person choose, from its own schema. */
export const OptionForm = memo(function OptionForm({ accountId, network, readOnly }: { readonly accountId: string; readonly network: NetworkId; readonly readOnly: boolean }) {
  const { accounts } = useComposer();
  const options = useSession((state) => publicationOf(state.draft, accountId)?.options);
  const fields = shownFields(optionFields(network), options ?? {}, limitsFor(network, accounts.get(accountId)?.limits ?? null).poll, specialOf(network, options ?? {})?.without);
  if (fields.length === 0) return null;
  return (
    <section className="options" aria-label={`${networkName(network)} options`}>
      <div className="sec"><h2>{networkName(network)} options</h2></div>
      <div className="option-grid">{fields.map((field) => <Field key={field.name} field={field} accountId={accountId} network={network} readOnly={readOnly} />)}</div>
    </section>
  );
});

/** A poll begins on a line of its own: with its question, where the network has one. */
const pollStart = (network: NetworkId): string | undefined => ('pollQuestion' in networkFacts[network].options.shape ? 'pollQuestion' : pollChoiceNames[0]);

interface FieldProps {
  readonly field: OptionField;
  readonly accountId: string;
  readonly network: NetworkId;
  readonly readOnly: boolean;
}

function Field({ field, accountId, network, readOnly }: FieldProps) {
  const { edit } = useComposer();
  const { locale } = useFormat();
  const id = useId();
  const stored = useSession((state) => publicationOf(state.draft, accountId)?.options[field.name]);
  const hasPictures = useSession((state) => mediaAt(state.draft, { kind: 'account', accountId }).length > 0);
  const { label, help } = optionWords(field.name);
  const set = (value: string | boolean | null | undefined): void => edit((draft) => setOption(draft, accountId, field.name, value));
  switch (field.kind) {
    case 'switch': {
      const note = optionNote(network, field.name, hasPictures);
      const on = stored === undefined ? field.usual : stored === true;
      return (
        <div className="field">
          <label className="label" htmlFor={id}>{label}</label>
          <div className="switch-row"><Switch id={id} checked={note === null && on} disabled={readOnly || note !== null} onChange={(event) => set(event.currentTarget.checked === field.usual ? undefined : event.currentTarget.checked)} />
            <span className="t2 small" aria-hidden="true">{note ?? (on ? 'On' : 'Off')}</span></div>
        </div>
      );
    }
    case 'choice': return (
      <Select
        label={label} size="sm" disabled={readOnly} data={field.choices.map((choice) => ({ value: choice, label: choiceWords(field.name, choice) }))} value={typeof stored === 'string' && field.choices.includes(stored) ? stored : field.usual}
        onChange={(value) => set(value === field.usual ? undefined : value)} aria-label={label}
      />
    );
    case 'destination': return <DestinationField field={field} accountId={accountId} network={network} readOnly={readOnly} />;
    case 'language': {
      const known = typeof stored === 'string' && !languages.includes(stored) ? [stored, ...languages] : languages;
      return (
        <Select
          label={label} size="sm" disabled={readOnly} searchable maxDropdownHeight={240} value={typeof stored === 'string' ? stored : ''} data={[{ value: '', label: 'As the account says' }, ...known.map((tag) => ({ value: tag, label: languageName(tag, locale) }))]}
          onChange={(value) => set(value === '' || value === null ? undefined : value)} nothingFoundMessage="Not in this list"
        />
      );
    }
    case 'lines': return (
      <Textarea label={label} size="sm" dir="auto" disabled={readOnly} rows={4} maxLength={400_000} value={typeof stored === 'string' ? stored : field.usual} description={help} inputWrapperOrder={helpUnder} onChange={(event) => set(event.currentTarget.value === field.usual ? undefined : event.currentTarget.value)} />
    );
    case 'text': return (
      <TextInput {...(field.name === pollStart(network) ? { className: 'poll-start' } : {})} label={label} size="sm" dir="auto" disabled={readOnly} maxLength={2_000} value={typeof stored === 'string' ? stored : field.usual} description={help} inputWrapperOrder={helpUnder} onChange={(event) => set(event.currentTarget.value === field.usual ? undefined : event.currentTarget.value)} />
    );
  }
}
