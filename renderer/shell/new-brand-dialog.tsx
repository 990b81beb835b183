import { Modal, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Colour } from '#core/contract/shapes';
import { act } from '#renderer/api/act';
import { switchBrand } from '#renderer/api/brand';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { ColourSwatches } from '#renderer/components/colour-swatches';
import { ZoneSelect } from '#renderer/components/zone-select';
import { errorLine } from '#renderer/messages/errors';
import { navigate } from '#renderer/routes';
import { useUi } from '#renderer/stores/ui';

export function NewBrandDialog() {
  const { overlay, closeOverlay } = useUi();
  return (
    <Modal opened={overlay === 'new-brand'} onClose={closeOverlay} title="New brand" size={440}>
      <NewBrandForm onDone={closeOverlay} />
    </Modal>
  );
}

function NewBrandForm({ onDone }: { readonly onDone: () => void }) {
  const format = useFormat();
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(format.userZone);
  const [colour, setColour] = useState<Colour>('sky');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const brand = await act(client.brands.create({ name, colour, timeZone }), { onError: (error) => setProblem(errorLine(error)) });
    setBusy(false);
    if (brand === null) return;
    await queryClient.invalidateQueries({ queryKey: orpc.brands.list.key() });
    await switchBrand(brand.id);
    onDone();
    navigate('/accounts');
  };
  return (
    <form className="dialog-body" onSubmit={(event) => { void submit(event); }}>
      <p className="t2">A client, or another business of your own. It has its own accounts, calendar and time zone, and nothing crosses over.</p>
      <TextInput label="Brand" value={name} error={problem} onChange={(event) => { setName(event.currentTarget.value); setProblem(null); }} maxLength={200} data-autofocus />
      <ZoneSelect value={timeZone} onChange={setTimeZone} />
      <div className="field"><span className="label">Colour</span><ColourSwatches value={colour} onChange={setColour} /></div>
      <div className="dialog-acts">
        <Button onClick={onDone}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={name.trim() === ''}>Make the brand</Button>
      </div>
    </form>
  );
}
