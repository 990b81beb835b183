import { TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Colour, Label } from '#core/contract/shapes';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button, IconButton } from '#renderer/components/button';
import { ColourSwatches } from '#renderer/components/colour-swatches';
import { errorLine } from '#renderer/messages/errors';
import { showToast } from '#renderer/stores/toast';
import { Part } from './setting';

/** The brand's labels: a name and a colour to sort posts by. */
export function LabelEditor({ brandId }: { readonly brandId: string }) {
  const { data: labels } = useQuery(orpc.brands.labels.list.queryOptions({ input: { brandId } }));
  if (labels === undefined) return null;
  return (
    <Part title="Labels" note={labels.length === 0 ? undefined : String(labels.length)}>
      {labels.length > 0 && <ul className="label-list">{labels.map((label) => <LabelRow key={label.id} label={label} />)}</ul>}
      <AddLabel brandId={brandId} />
    </Part>
  );
}

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.brands.labels.key() });

function LabelRow({ label }: { readonly label: Label }) {
  const [name, setName] = useState(label.name);
  const save = async (patch: { readonly name?: string; readonly colour?: Colour }): Promise<void> => {
    await act(client.brands.labels.save({ brandId: label.brandId, id: label.id, name: label.name, colour: label.colour, ...patch }), { onError: (error) => { setName(label.name); showToast({ text: errorLine(error) }); } });
    await refresh();
  };
  const remove = async (): Promise<void> => {
    const answer = await client.brands.labels.remove({ id: label.id });
    if (!answer.ok) showToast({ text: errorLine(answer.error) });
    else showToast({ text: `The label ${label.name} is gone; its posts stay`, undo: () => { void act(client.brands.labels.restore({ id: label.id })); } });
    await refresh();
  };
  const rename = (): void => { if (name.trim() !== '' && name.trim() !== label.name) void save({ name: name.trim() }); };
  return (
    <li>
      <span className="pill" data-colour={label.colour}>{label.name}</span>
      <TextInput aria-label={`Name of the label ${label.name}`} size="xs" w="12rem" value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} onBlur={rename} onKeyDown={(event) => { if (event.key === 'Enter') rename(); }} />
      <ColourSwatches label={`Colour of ${label.name}`} value={label.colour} onChange={(colour) => { void save({ colour }); }} />
      <IconButton icon={IconX} size="sm" label={`Remove the label ${label.name}`} onClick={() => { void remove(); }} />
    </li>
  );
}

function AddLabel({ brandId }: { readonly brandId: string }) {
  const [name, setName] = useState('');
  const [colour, setColour] = useState<Colour>('moss');
  const add = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return;
    const saved = await act(client.brands.labels.save({ brandId, name: name.trim(), colour }));
    if (saved !== null) setName('');
    await refresh();
  };
  return (
    <form className="row wrap" onSubmit={(event) => { void add(event); }}>
      <TextInput aria-label="New label" placeholder="New label" w="16rem" value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} />
      <ColourSwatches label="Colour of the new label" value={colour} onChange={setColour} />
      <Button type="submit" disabled={name.trim() === ''}>Add the label</Button>
    </form>
  );
}
