import { TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { act } from '#renderer/api/act';
import { switchBrand } from '#renderer/api/brand';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { ColourSwatches } from '#renderer/components/colour-swatches';
import { Keys } from '#renderer/components/keys';
import { useFocusHere } from '#renderer/components/use-focus-here';
import { ZoneSelect } from '#renderer/components/zone-select';
import { errorLine } from '#renderer/messages/errors';
import type { BrandDraft } from './brand-draft';

interface NameStepProps {
  readonly draft: BrandDraft;
  readonly onChange: (draft: BrandDraft) => void;
}

export function NameStep({ draft, onChange }: NameStepProps) {
  const field = useFocusHere<HTMLInputElement>();
  const [problem, setProblem] = useState<string | null>(null);
  // A second Enter would meet the first one's brand and complain of its name.
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const brand = await act(client.brands.create({ ...draft, name: draft.name.trim() }), { onError: (error) => setProblem(errorLine(error)) });
    setBusy(false);
    if (brand === null) return;
    await switchBrand(brand.id);
    await queryClient.invalidateQueries({ queryKey: orpc.brands.list.key() });
  };
  return (
    <form className="name-step" onSubmit={(event) => { void submit(event); }}>
      <TextInput
        label="Brand" size="md" value={draft.name} error={problem} ref={field} maxLength={200} placeholder="Your own name, a client, a shop" spellCheck={false}
        onChange={(event) => { onChange({ ...draft, name: event.currentTarget.value }); setProblem(null); }}
      />
      <div className="name-step-pair">
        <ZoneSelect value={draft.timeZone} onChange={(timeZone) => onChange({ ...draft, timeZone })} size="md" />
        <div className="field"><span className="label">Colour</span><div className="swatch-line"><ColourSwatches value={draft.colour} onChange={(colour) => onChange({ ...draft, colour })} /></div></div>
      </div>
      <div className="row"><Button kind="primary" size="lg" type="submit">Make the brand</Button><span className="small t2 row">or press <Keys keys={['Enter']} /></span></div>
    </form>
  );
}
