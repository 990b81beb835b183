import { Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NetworkId } from '#core/networks';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { errorLine } from '#renderer/messages/errors';
import { networkName } from '#renderer/messages/networks';
import { optionWords } from '#renderer/messages/options';
import { useComposer, useSession } from './context';
import { publicationOf } from './draft';
import { setOption } from './editing';
import { helpUnder } from './help-under';
import type { OptionField } from '#renderer/components/option-fields';

interface Props {
  readonly field: Extract<OptionField, { readonly kind: 'destination' }>;
  readonly accountId: string;
  readonly network: NetworkId;
  readonly readOnly: boolean;
}

const NEW = 'new:';

/** A place within the account, chosen from what the network lists; a name that is not in the list can be made there. */
export function DestinationField({ field, accountId, network, readOnly }: Props) {
  const { edit } = useComposer();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const stored = useSession((state) => publicationOf(state.draft, accountId)?.options[field.name]);
  const within = useSession((state) => (field.parent === null ? null : publicationOf(state.draft, accountId)?.options[field.parent]));
  const parent = typeof within === 'string' && within !== '' ? within : null;
  const asks = field.parent === null || parent !== null;
  const query = orpc.accounts.destinations.list.queryOptions({ input: { accountId, parent }, enabled: asks });
  const { data, isPending, isFetching, refetch } = useQuery(query);
  const { label, help } = optionWords(field.name);
  const called = networkName(network);
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
  const kept = value !== '' && !known.some((one) => one.value === value) ? [{ value, label: asks && isPending ? `Asking ${called}…` : 'Not in the list any more' }] : [];
  const fresh = name !== '' && data?.ok === true && ![...known, ...kept].some((one) => one.label.toLowerCase() === name.toLowerCase()) ? [{ value: NEW + name, label: `Make “${name}”` }] : [];
  // Without its parent it asks nothing, and has no answer to show.
  const failed = asks && data?.ok === false && !isFetching ? data.error : null;
  return (
    <Select
      label={label} size="sm" searchable maxDropdownHeight={240} disabled={readOnly || !asks} data-option={`${accountId}.${field.name}`} placeholder={!asks ? '' : isFetching ? `Asking ${called}…` : 'Choose'} description={failed === null && asks ? help : undefined} inputWrapperOrder={helpUnder}
      data={[...known, ...kept, ...fresh]} value={value === '' && field.parent === null ? null : value} onChange={(id) => void choose(id)} onSearchChange={setTyped}
      error={failed === null ? undefined : <>{errorLine({ ...failed, params: { network: called, ...failed.params } })} <button type="button" className="btn link" onClick={() => { void refetch(); }}>Ask again</button></>} nothingFoundMessage="Nothing there by that name"
    />
  );
}
