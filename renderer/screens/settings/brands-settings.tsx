import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useBrands } from '#renderer/api/brand';
import { BrandMark } from '#renderer/components/brand-mark';
import { Button } from '#renderer/components/button';
import { Empty } from '#renderer/components/empty';
import { city } from '#renderer/format';
import { useUi } from '#renderer/stores/ui';
import { BrandEditor } from './brand-editor';
import { Part } from './setting';

export function BrandsSettings() {
  const { brands, brand: current } = useBrands();
  const openOverlay = useUi((state) => state.openOverlay);
  const [chosenId, setChosenId] = useState(current?.id ?? null);
  const chosen = brands.find((brand) => brand.id === chosenId) ?? current;
  const add = <Button icon={IconPlus} onClick={() => openOverlay('new-brand')}>New brand</Button>;
  if (chosen === null) return <Empty act={add}>A brand is a client, or you. Make the first one, and its settings are here.</Empty>;
  return (
    <>
      <Part title="All brands" note={String(brands.length)} acts={add}>
        <ul className="brand-list">
          {brands.map((brand) => (
            <li key={brand.id}>
              <button type="button" aria-pressed={brand.id === chosen.id} onClick={() => setChosenId(brand.id)}>
                <BrandMark brand={brand} /><span className="grow"><span className="m trunc" dir="auto" title={brand.name}>{brand.name}</span><span className="small t2">{city(brand.timeZone)}{brand.isSample ? ' · sample' : ''}</span></span>
              </button>
            </li>
          ))}
        </ul>
      </Part>
      <BrandEditor key={chosen.id} brand={chosen} />
    </>
  );
}
