import { IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useBrand, useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { startComposing } from '#renderer/api/compose';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { queryClient } from '#renderer/api/query-client';
import { Button, IconButton } from '#renderer/components/button';
import { Pane } from '#renderer/components/pane';
import { ScreenBar } from '#renderer/components/screen-bar';
import { Segmented } from '#renderer/components/segmented';
import { shortcutText } from '#renderer/components/shortcuts';
import { useUi } from '#renderer/stores/ui';
import { moveByArrows } from './arrows';
import { DayHead } from './day-head';
import { DayList } from './day-list';
import { DayRibbon } from './day-ribbon';
import type { Lens } from './lens';
import { NeedList } from './need-list';
import { NextDays } from './next-days';
import { OtherBrands } from './other-brands';
import { RecentList } from './recent-list';
import './today.css';

type Scope = 'brand' | 'all';

/** What goes out today, what needs a person, and how the last posts did. */
export function TodayScreen() {
  const brand = useBrand();
  const { brands } = useBrands();
  const [wanted, setScope] = useState<Scope>('brand');
  const scope = brands.length > 1 ? wanted : 'brand';
  const openOverlay = useUi((state) => state.openOverlay);
  const compose = (): void => { void startComposing({ brandId: brand.id }); };
  return (
    <div className="screen today">
      <ScreenBar
        title="Today" note={brands.length > 1 ? undefined : brand.name}
        acts={<>
          <IconButton icon={IconSearch} label="Search and commands" shortcut={shortcutText('palette')} onClick={() => openOverlay('palette')} />
          <Button kind="primary" icon={IconPencilPlus} onClick={compose}>Compose</Button>
        </>}
      >
        {brands.length > 1 && <Segmented<Scope> label="Which brands" value={scope} options={[{ value: 'brand', label: <span className="trunc seg-brand" title={brand.name}>{brand.name}</span> }, { value: 'all', label: 'All brands' }]} onChange={setScope} />}
      </ScreenBar>
      <Day brandId={scope === 'all' ? null : brand.id} zone={brand.timeZone} onCompose={compose} onBrand={() => setScope('brand')} />
    </div>
  );
}

interface DayProps {
  readonly brandId: string | null;
  readonly zone: string;
  readonly onCompose: () => void;
  readonly onBrand: () => void;
}

function Day({ brandId, zone, onCompose, onBrand }: DayProps) {
  const { brands } = useBrands();
  const format = useFormat();
  const minute = useNow();
  const { data: day } = useQuery(orpc.publishing.today.queryOptions({ input: { brandId } }));
  // What went out within this minute is not to come any more.
  const now = Math.max(minute, day?.now ?? 0);
  const over = day !== undefined && now >= day.dayTo;
  // At midnight another day begins; nothing in the data changes, so no event says so.
  useEffect(() => { if (over) void queryClient.invalidateQueries({ queryKey: orpc.publishing.today.key() }); }, [over]);
  const seenIn = brandId === null ? format.userZone : zone;
  const lens = useMemo((): Lens => ({ brandId, zone: seenIn, now, format, brands }), [brandId, seenIn, now, format, brands]);
  if (day === undefined) return <div className="cols" />;
  return (
    <div className="cols">
      <Pane label="The day">
        <div className="scroll grow" onKeyDown={moveByArrows} role="presentation">
          <DayHead lens={lens} chips={day.goingOut} />
          <DayRibbon lens={lens} chips={day.goingOut} dayFrom={day.dayFrom} />
          <div className="body">
            <NeedList lens={lens} needs={day.needs} />
            <DayList lens={lens} chips={day.goingOut} recent={day.recent} onCompose={onCompose} />
          </div>
        </div>
      </Pane>
      <Pane label="Results and outlook" sunken className="aside" width="min(23rem, 38%)">
        <div className="scroll grow" onKeyDown={moveByArrows} role="presentation">
          <RecentList key={brandId ?? 'all'} lens={lens} recent={day.recent} />
          <NextDays lens={lens} />
          <OtherBrands lens={lens} counts={day.brands} onSwitched={onBrand} />
        </div>
      </Pane>
    </div>
  );
}
