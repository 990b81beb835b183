import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Brand } from '#core/contract/brands';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { BrandMark } from '#renderer/components/brand-mark';
import { Button } from '#renderer/components/button';
import { ColourSwatches } from '#renderer/components/colour-swatches';
import { errorLine } from '#renderer/messages/errors';
import { pictureError, refusalLine } from '#renderer/messages/pictures';
import { showToast } from '#renderer/stores/toast';
import { BrandPolicy } from './brand-policy';
import { BrandRemoval } from './brand-removal';
import { BrandVoice } from './brand-voice';
import { BrandZone } from './brand-zone';
import { LabelEditor } from './label-editor';
import { Part, Setting } from './setting';

/** Everything about one brand; each change is saved at once. */
export function BrandEditor({ brand }: { readonly brand: Brand }) {
  const update = (patch: Parameters<typeof client.brands.update>[0]['patch']): void => { void act(client.brands.update({ id: brand.id, patch })); };
  const pickLogo = async (): Promise<void> => {
    const { imported, refused } = await client.media.pick({ brandId: brand.id });
    const [logo, bad] = [imported[0], refused[0]];
    if (logo !== undefined) update({ logoAssetId: logo.id });
    else if (bad !== undefined) showToast({ text: refusalLine(pictureError(bad.error, bad.fileName), bad.fileName) });
  };
  return (
    <>
      <Part title={brand.name}>
        <Setting name="Name"><BrandName brand={brand} /></Setting>
        <Setting name="Colour" help="For its mark, where there is no logo."><ColourSwatches value={brand.colour} onChange={(colour) => update({ colour })} /></Setting>
        <Setting name="Logo" help="Square pictures fit best.">
          <span className="row"><BrandMark brand={brand} /><Button size="sm" onClick={() => { void pickLogo(); }}>{brand.logoAssetId === null ? 'Choose a picture' : 'Change'}</Button>{brand.logoAssetId !== null && <Button kind="ghost" size="sm" onClick={() => update({ logoAssetId: null })}>Take it off</Button>}</span>
        </Setting>
        <BrandZone brand={brand} />
      </Part>
      <BrandVoice key={brand.id} brand={brand} />
      <Part title="When this computer was off"><BrandPolicy brand={brand} /></Part>
      <LabelEditor brandId={brand.id} />
      <BrandRemoval brand={brand} />
    </>
  );
}

/** Saved when the person leaves the field or presses Enter, so that half a name is never the name. */
function BrandName({ brand }: { readonly brand: Brand }) {
  const [name, setName] = useState(brand.name);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (name.trim() === brand.name) return;
    const saved = await act(client.brands.update({ id: brand.id, patch: { name: name.trim() } }), { onError: (error) => setProblem(errorLine(error)) });
    if (saved !== null) setName(saved.name);
  };
  return (
    <TextInput
      aria-label="Name" w="16rem" value={name} error={problem} maxLength={200} onChange={(event) => { setName(event.currentTarget.value); setProblem(null); }} onBlur={() => { void save(); }}
      onKeyDown={(event) => { if (event.key === 'Enter') void save(); if (event.key === 'Escape') setName(brand.name); }}
    />
  );
}
