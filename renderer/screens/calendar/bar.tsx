import { IconChevronLeft, IconChevronRight, IconLayoutSidebarRight, IconPencilPlus } from '@tabler/icons-react';
import { memo } from 'react';
import type { CalendarFilter } from '#core/contract/planning';
import { Button, IconButton } from '#renderer/components/button';
import { Segmented } from '#renderer/components/segmented';
import { Filter } from './filter';
import type { View } from './place';

const views: readonly { readonly value: View; readonly label: string }[] = [{ value: 'month', label: 'Month' }, { value: 'week', label: 'Week' }, { value: 'day', label: 'Day' }, { value: 'list', label: 'List' }];

const periodOf = (view: View): string => (view === 'list' ? 'month' : view);

interface NavProps {
  readonly view: View;
  readonly onStep: (by: 1 | -1) => void;
  readonly onToday: () => void;
  readonly onView: (view: View) => void;
}

// Both parts of the bar stay as they are when only the date changes: their tooltips and their window cost more than the month.
export const BarNav = memo(function BarNav({ view, onStep, onToday, onView }: NavProps) {
  return (
    <>
      <span className="cal-nav">
        <IconButton icon={IconChevronLeft} label={`Previous ${periodOf(view)}`} onClick={() => onStep(-1)} />
        <Button kind="ghost" onClick={onToday}>Today</Button>
        <IconButton icon={IconChevronRight} label={`Next ${periodOf(view)}`} onClick={() => onStep(1)} />
      </span>
      <span className="sep" />
      <Segmented label="View" value={view} options={views} onChange={onView} />
    </>
  );
});

interface ActsProps {
  readonly brandId: string;
  readonly filter: CalendarFilter;
  readonly onFilter: (filter: CalendarFilter) => void;
  /** Undefined where there is no room for the drafts. */
  readonly trayOpen: boolean | undefined;
  readonly onTray: () => void;
  readonly onCompose: () => void;
}

export const BarActs = memo(function BarActs({ brandId, filter, onFilter, trayOpen, onTray, onCompose }: ActsProps) {
  return (
    <>
      <Filter brandId={brandId} filter={filter} onChange={onFilter} />
      {trayOpen !== undefined && <IconButton icon={IconLayoutSidebarRight} label={trayOpen ? 'Hide the drafts' : 'Show the drafts'} pressed={trayOpen} onClick={onTray} />}
      <span className="sep" />
      <Button kind="primary" icon={IconPencilPlus} onClick={onCompose}>Compose</Button>
    </>
  );
});
