import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { Json } from '#core/json';
import { useFormat } from '#renderer/api/format';
import { offeredLanguages, type OptionField } from '#renderer/components/option-fields';
import { choiceWords, languageName, optionWords } from '#renderer/messages/options';

interface EditOptionProps {
  readonly field: OptionField;
  readonly value: Json | undefined;
  readonly disabled: boolean;
  /** `undefined`: as usual. */
  readonly onChange: (value: string | boolean | undefined) => void;
}

/** One option of a post that is out, where its network lets that be changed. */
export function EditOption({ field, value, disabled, onChange }: EditOptionProps) {
  const { locale } = useFormat();
  const id = useId();
  const { label } = optionWords(field.name);
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'switch': {
      const on = typeof value === 'boolean' ? value : field.usual;
      return (
        <div className="field">
          <label className="label" htmlFor={id}>{label}</label>
          <div className="switch-row"><Switch id={id} checked={on} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked === field.usual ? undefined : event.currentTarget.checked)} /><span className="t2 small" aria-hidden="true">{on ? 'On' : 'Off'}</span></div>
        </div>
      );
    }
    case 'choice': return (
      <Select
        label={label} size="sm" disabled={disabled} data={field.choices.map((choice) => ({ value: choice, label: choiceWords(field.name, choice) }))} value={field.choices.includes(text) ? text : field.usual}
        onChange={(next) => onChange(next === field.usual || next === null ? undefined : next)}
      />
    );
    case 'language': {
      const known = text !== '' && !offeredLanguages.includes(text) ? [text, ...offeredLanguages] : offeredLanguages;
      return (
        <Select
          label={label} size="sm" disabled={disabled} searchable maxDropdownHeight={240} value={text} data={[{ value: '', label: 'As the account says' }, ...known.map((tag) => ({ value: tag, label: languageName(tag, locale) }))]}
          onChange={(next) => onChange(next === '' || next === null ? undefined : next)} nothingFoundMessage="Not in this list"
        />
      );
    }
    case 'text': return <TextInput label={label} size="sm" dir="auto" disabled={disabled} maxLength={2_000} value={typeof value === 'string' ? value : field.usual} onChange={(event) => onChange(event.currentTarget.value === field.usual ? undefined : event.currentTarget.value)} />;
    case 'lines': return <Textarea label={label} size="sm" dir="auto" autosize minRows={2} maxRows={8} disabled={disabled} value={typeof value === 'string' ? value : field.usual} onChange={(event) => onChange(event.currentTarget.value === field.usual ? undefined : event.currentTarget.value)} />;
    // Where a post lies is not changed here.
    case 'destination': return null;
  }
}
