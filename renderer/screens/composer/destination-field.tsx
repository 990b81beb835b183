import { Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { errorLine } from '#renderer/messages/errors';
import { optionWords } from '#renderer/messages/options';
import { useComposer, useSession } from './context';
import { publicationOf } from './draft';
import { setOption } from './editing';
import type { OptionField } from './option-fields';

interface Props {
  readonly field: Extract<OptionField, { readonly kind: 'destination' }>;
  readonly accountId: string;
  readonly readOnly: boolean;
}

const NEW = 'new:';

/** A place within the account, chosen from what the network lists; a name that is not in the list can be made there. */
export function DestinationField({ field, accountId, readOnly }: Props) {
  const { edit } = useComposer();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const stored = useSession((state) => publicationOf(state.draft, accountId)?.options[field.name]);
  const within = useSession((state) => (field.parent === null ? null : publicationOf(state.draft, accountId)?.options[field.parent]));
  const parent = typeof within === 'string' && within !== '' ? within : null;
  const asks = field.parent === null || parent !== null;
  const query = orpc.accounts.destinations.list.queryOptions({ input: { accountId, parent }, enabled: asks });
  const { data, isPending } = useQuery(query);
  const { label, help } = optionWords(field.name);
  const places = data?.ok === true ? data.value : [];
  const value = typeof stored === 'string' ? stored : '';
  const name = typed.trim();

  const set = (id: string | undefined): void =>
    edit((draft) => [field.name, ...field.children].reduce((next, option) => setOption(next, accountId, option, option === field.name ? id : undefined), draft));
  const choose = async (id: string | null): Promise<void> => {
    if (id === null || !id.startsWith(NEW)) return set(id === null || id === '' ? undefined : id);
    const made = await act(client.accounts.destinations.create({ accountId, parent, name: id.slice(NEW.length) }), { done: (place) => `${place.name} is made` });
    if (made === null) return;
    await queries.invalidateQueries({ queryKey: query.queryKey });
    set(made.id);
  };

  const known = [...(field.parent === null ? [] : [{ value: '', label: 'None' }]), ...places.map((place) => ({ value: place.id, label: place.name }))];
  const kept = value !== '' && !known.some((one) => one.value === value) ? [{ value, label: asks && isPending ? 'Asking the network…' : 'Not in the list any more' }] : [];
  const fresh = name !== '' && data?.ok === true && ![...known, ...kept].some((one) => one.label.toLowerCase() === name.toLowerCase()) ? [{ value: NEW + name, label: `Make “${name}”` }] : [];
  return (
    <Select
      label={label} size="sm" searchable maxDropdownHeight={240} disabled={readOnly || !asks} placeholder={asks && isPending ? 'Asking the network…' : (help ?? '')}
      data={[...known, ...kept, ...fresh]} value={value === '' && field.parent === null ? null : value} onChange={(id) => void choose(id)} onSearchChange={setTyped}
      error={data?.ok === false ? errorLine(data.error) : undefined} nothingFoundMessage="Nothing there by that name"
    />
  );
}
