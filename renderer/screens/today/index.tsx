import { useState } from 'react';
import { useBrand, useBrands } from '#renderer/api/brand';
import { Pane } from '#renderer/components/pane';
import { ScreenBar } from '#renderer/components/screen-bar';
import { Segmented } from '#renderer/components/segmented';

type Scope = 'brand' | 'all';

/** What goes out today, what needs a person, and how the last posts did. */
export function TodayScreen() {
  const brand = useBrand();
  const { brands } = useBrands();
  const [scope, setScope] = useState<Scope>('brand');
  return (
    <div className="screen">
      <ScreenBar title="Today">
        {brands.length > 1 && <Segmented<Scope> label="Which brands" value={scope} options={[{ value: 'brand', label: brand.name }, { value: 'all', label: 'All brands' }]} onChange={setScope} />}
      </ScreenBar>
      <div className="cols">
        <Pane label="Today">{null}</Pane>
      </div>
    </div>
  );
}
