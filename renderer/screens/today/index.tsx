import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useBrand, useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { startComposing } from '#renderer/api/compose';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button, IconButton } from '#renderer/components/button';
import { Pane } from '#renderer/components/pane';
import { ScreenBar } from '#renderer/components/screen-bar';
import { Segmented } from '#renderer/components/segmented';
import { count, type Format } from '#renderer/format';
import { city } from '#renderer/format';
import { useUi } from '#renderer/stores/ui';
import { Aside } from './aside';
import { GoingOut } from './going-out';
import { Needs } from './needs';
import { Ribbon } from './ribbon';
import './today.css';

type Scope = 'brand' | 'all';

/** What goes out today, what needs a person, and how the last posts did. */
export function TodayScreen() {
  const brand = useBrand();
  const { brands } = useBrands();
  const format = useFormat();
  const now = useNow();
  const [scope, setScope] = useState<Scope>('brand');
  const openOverlay = useUi((state) => state.openOverlay);
  const { data } = useQuery({ ...orpc.publishing.today.queryOptions({ input: { brandId: scope === 'brand' ? brand.id : null } }), placeholderData: keepPreviousData });
  const zone = brand.timeZone;
  const compose = (): void => { void startComposing({ brandId: brand.id }); };
  return (
    <div className="screen">
      <ScreenBar
        title="Today"
        acts={<>
          <IconButton icon={IconSearch} label="Find anything" shortcut="Ctrl+K" onClick={() => openOverlay('palette')} />
          <Button kind="primary" icon={IconPencilPlus} onClick={compose}>Compose</Button>
        </>}
      >
        {brands.length > 1 && <Segmented label="Brands" value={scope} options={[{ value: 'brand', label: <span className="scope-name trunc" title={brand.name}>{brand.name}</span> }, { value: 'all', label: 'All brands' }]} onChange={setScope} />}
      </ScreenBar>
      {data !== undefined && (
        <div className="cols today">
          <Pane label="Today">
            <div className="scroll grow today-scroll">
              <div className="dayhead">
                <h2 className="head">{format.dayLong(now, zone)}</h2>
                <span className="t2"><span className="strong-ink">{format.time(now, zone)} {city(zone)}</span>{here(format, zone, now)}</span>
                <span className="t2 end">{data.goingOut.length === 0 ? '' : `${count(data.goingOut.length, 'post')} · ${count(data.goingOut.reduce((sum, chip) => sum + chip.publications.length, 0), 'publication')}`}</span>
              </div>
              <Ribbon chips={data.goingOut} dayFrom={data.dayFrom} dayTo={data.dayTo} now={now} zone={zone} format={format} />
              <Needs needs={data.needs} zone={zone} brands={brands} named={scope === 'all'} />
              <GoingOut chips={data.goingOut} recent={data.recent} now={now} zone={zone} brands={brands} named={scope === 'all'} onCompose={compose} />
            </div>
          </Pane>
          <Aside data={data} brand={brand} brands={brands} scope={scope} zone={zone} now={now} />
        </div>
      )}
    </div>
  );
}

/** ` · 14:42 where you are, Stockholm`, where that is another clock. */
const here = (format: Format, zone: string, now: number): string => (format.differs(now, zone) ? ` · ${format.time(now)} where you are, ${city(format.userZone)}` : '');
