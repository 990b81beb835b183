import { useQueries, useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight, IconLayoutSidebarRight, IconPencilPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Chip } from '#core/contract/planning';
import type { DraftCard } from '#core/contract/posts';
import { toWallDate, toWallTime, type Weekday, zoneOffsetAt } from '#core/time';
import { useBrand } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { startComposing } from '#renderer/api/compose';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { usePreferences } from '#renderer/api/preferences';
import { Button, IconButton } from '#renderer/components/button';
import { Pane } from '#renderer/components/pane';
import { PublicationPanel } from '#renderer/components/publication/panel';
import { ScreenBar } from '#renderer/components/screen-bar';
import { Segmented } from '#renderer/components/segmented';
import { city } from '#renderer/format';
import { navigate, useAddress } from '#renderer/routes';
import { ChipMenu, type MenuAt } from './chip-menu';
import { chipMoves, opens } from './chips';
import { type AccountSlot, timeOnDay } from './day-time';
import { DragHint } from './drag-hint';
import { Filter } from './filter';
import { Grid } from './grid';
import type { GridWords } from './grid-context';
import type { DropTargets } from './grid-drops';
import { focusDate, type GridActs } from './grid-keys';
import { List } from './list';
import { listRows } from './list-rows';
import { type Moving, MoveDialog } from './move-dialog';
import { moveChip, planDraft, removePost, unscheduleChip } from './moves';
import { Notes } from './notes';
import { addressOf, filterCount, parsePlace, type Place, step, titleOfPlace, type View } from './place';
import { Tray } from './tray';
import { useChips } from './use-chips';
import './calendar.css';

export { askAhead } from './ahead';

const viewNames: readonly { readonly value: View; readonly label: string }[] = [{ value: 'month', label: 'Month' }, { value: 'week', label: 'Week' }, { value: 'day', label: 'Day' }, { value: 'list', label: 'List' }];

/** Where the person was, for a bare /calendar; forgotten when the brand changes. */
const remembered = new Map<string, Place>();

/** Month, week, day and list of one brand; drafts beside it, and what happened to a publication. */
export function CalendarScreen() {
  const brand = useBrand();
  const format = useFormat();
  const now = useNow();
  const [preferences, setPreferences] = usePreferences();
  const address = useAddress();
  const zone = brand.timeZone;
  const today = toWallDate(now, zone);
  const weekStart: Weekday = preferences.weekStart;
  const place = useMemo(() => parsePlace(address, remembered.get(brand.id) ?? { view: 'month', date: today, filter: {}, open: null }), [address, brand.id, today]);
  useEffect(() => { remembered.set(brand.id, { ...place, open: null }); }, [brand.id, place]);
  const chips = useChips({ brandId: brand.id, place, zone, weekStart, today });
  const slots = useSlots(brand.id);
  const [moving, setMoving] = useState<Moving | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);

  const said = useMemo(() => ({ format, zone, now }), [format, zone, now]);
  const latest = useRef({ said, chips: chips ?? [], slots, place });
  useEffect(() => { latest.current = { said, chips: chips ?? [], slots, place }; });
  const go = useCallback((patch: Partial<Place>, replace = false) => navigate(addressOf({ ...latest.current.place, ...patch }), { replace }), []);

  const compose = useCallback((date: string) => {
    const { said: s, chips: all, slots: usual } = latest.current;
    const wall = date.length > 10 ? date : timeOnDay(date, { networks: [], slots: usual, chips: all, now: s.now, zone }).wall;
    void startComposing({ brandId: brand.id, plannedWall: wall < toWallTime(s.now, zone) ? null : wall });
  }, [brand.id, zone]);
  // As text: it is the same text until the clocks change.
  const corner = cornerOf(zone, format.userZone, now).join('\n');
  const words: GridWords = useMemo(() => ({
    format, zone, hour12: preferences.hourCycle === 'system' ? undefined : preferences.hourCycle === 'h12', corner: corner.split('\n'),
    compose, openDay: (date) => go({ view: 'day', date }),
  }), [format, zone, preferences.hourCycle, corner, compose, go]);

  const openMove = useCallback((chip: Chip) => {
    if (!chipMoves(chip)) return;
    setMoving({ postId: chip.postId, title: chip.title, wall: chip.wall, act: 'Move', run: (wall) => { void moveChip(chip, wall, latest.current.said); } });
  }, []);
  const openTarget = useCallback((target: ReturnType<typeof opens>) => {
    if ('postId' in target) navigate(`/compose/${target.postId}`);
    else go({ open: target.publicationId });
  }, [go]);
  const openChip = useCallback((chip: Chip) => openTarget(opens(chip)), [openTarget]);
  const chipByKey = (key: string): Chip | undefined => latest.current.chips.find((chip) => chip.key === key);
  const gridActs: GridActs = useMemo(() => ({
    move: (key) => { const chip = chipByKey(key); if (chip !== undefined) openMove(chip); },
    remove: (key) => { const chip = chipByKey(key); if (chip !== undefined) void removePost(chip.postId, chip.title); },
    compose,
    leave: (date) => {
      go({ date });
      requestAnimationFrame(() => requestAnimationFrame(() => { const grid = document.querySelector<HTMLElement>('.cal-grid'); if (grid !== null) focusDate(grid, date); }));
    },
  }), [compose, go, openMove]);
  const drops: DropTargets = useMemo(() => ({
    timeOnDay: (date, card) => { const { said: s, chips: all, slots: usual } = latest.current; return timeOnDay(date, { networks: card?.networks ?? [], slots: usual, chips: all, now: s.now, zone }); },
    isPast: (wall) => wall < toWallTime(Date.now(), zone),
    moveChip: (chip, wall) => { void moveChip(chip, wall, latest.current.said); },
    planDraft: (card, wall) => { void planDraft(card, brand.id, wall, latest.current.said); },
    unschedule: (chip) => { void unscheduleChip(chip); },
    formatWall: (wall) => latest.current.said.format.time(Date.parse(`${wall.slice(0, 16)}Z`), 'UTC'),
  }), [brand.id, zone]);
  const openPlan = (card: DraftCard): void => setMoving({
    postId: card.id, title: card.title, act: 'Plan', wall: drops.timeOnDay(place.date < today ? today : place.date, card).wall, run: (wall) => { void planDraft(card, brand.id, wall, latest.current.said); },
  });

  const around = useNeighbours(chips, place.open);
  const shownPostId = useMemo(() => chips?.find((chip) => chip.publications.some(({ id }) => id === place.open))?.postId ?? null, [chips, place.open]);
  const openPublication = (id: string): void => go({ open: id }, true);
  const closePanel = (): void => go({ open: null });
  const trayShown = preferences.trayOpen && place.open === null && place.view !== 'list';
  const step1 = (by: 1 | -1): void => go({ date: step(place.view, place.date, by, today), open: null });
  return (
    <div className="screen">
      <ScreenBar
        title={titleOfPlace(place.view, place.date, weekStart, format.locale)}
        acts={<>
          <Filter brandId={brand.id} filter={place.filter} onChange={(filter) => go({ filter }, true)} />
          {place.view !== 'list' && <IconButton icon={IconLayoutSidebarRight} label={preferences.trayOpen ? 'Hide the drafts' : 'Show the drafts'} pressed={preferences.trayOpen} onClick={() => setPreferences({ trayOpen: !preferences.trayOpen })} />}
          <span className="sep" />
          <Button kind="primary" icon={IconPencilPlus} onClick={() => { void startComposing({ brandId: brand.id }); }}>Compose</Button>
        </>}
      >
        <span className="cal-nav">
          <IconButton icon={IconChevronLeft} label={`Previous ${periodOf(place.view)}`} onClick={() => step1(-1)} />
          <Button kind="ghost" onClick={() => go({ date: today })}>Today</Button>
          <IconButton icon={IconChevronRight} label={`Next ${periodOf(place.view)}`} onClick={() => step1(1)} />
        </span>
        <span className="sep" />
        <Segmented label="View" value={place.view} options={viewNames} onChange={(view) => go({ view, open: null })} />
      </ScreenBar>
      <div className="cols calendar">
        <Pane label="Calendar">
          {chips !== undefined && <Notes chips={chips} filtered={filterCount(place.filter) > 0} view={place.view} onClear={() => go({ filter: {} }, true)} onCompose={() => compose(place.date < today ? today : place.date)} />}
          {chips !== undefined && place.view !== 'list' && (
            <Grid place={place} chips={chips} weekStart={weekStart} words={words} shownPostId={shownPostId} acts={gridActs} drops={drops} onOpen={openChip} onComposeAt={compose} onMenu={(chip, at) => setMenu({ chip, ...at })} />
          )}
          {chips !== undefined && place.view === 'list' && (
            <List
              chips={chips} format={format} zone={zone} now={now} today={today} date={place.date} shown={place.open} onOpen={openTarget} onMove={openMove}
              onRemove={(chip) => { void removePost(chip.postId, chip.title); }} onMenu={(chip, at) => setMenu({ chip, ...at })}
            />
          )}
        </Pane>
        {trayShown && <Tray brandId={brand.id} onCompose={() => { void startComposing({ brandId: brand.id }); }} onPlan={openPlan} />}
        {place.open !== null && (
          <PublicationPanel
            id={place.open} onClose={closePanel} onOpen={openPublication}
            onPrevious={around.previous === undefined ? undefined : () => openPublication(around.previous ?? '')} onNext={around.next === undefined ? undefined : () => openPublication(around.next ?? '')}
          />
        )}
      </div>
      <DragHint {...said} />
      <MoveDialog moving={moving} onClose={() => setMoving(null)} {...said} />
      <ChipMenu at={menu} onClose={() => setMenu(null)} onOpen={openChip} onMove={openMove} {...said} />
    </div>
  );
}

const periodOf = (view: View): string => (view === 'list' ? 'month' : view);

/** `London` and, where the clocks differ, `you +1 h`. */
function cornerOf(zone: string, userZone: string, now: number): readonly string[] {
  const minutes = Math.round((zoneOffsetAt(now, userZone) - zoneOffsetAt(now, zone)) / 60_000);
  if (minutes === 0) return [city(zone)];
  const hours = Math.abs(minutes) / 60;
  return [city(zone), `you ${minutes > 0 ? '+' : '\u2212'}${Number.isInteger(hours) ? hours : hours.toFixed(1)}\u00a0h`];
}

/** The weekly posting times of the brand's accounts. */
function useSlots(brandId: string): readonly AccountSlot[] {
  const { data: accounts = [] } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId } }));
  return useQueries({
    queries: accounts.map((account) => orpc.accounts.slots.list.queryOptions({ input: { accountId: account.id } })),
    combine: (answers) => answers.flatMap(({ data }, index) => (data ?? []).map((slot) => ({ ...slot, network: accounts[index]?.network ?? '' }))),
  });
}

/** The publications before and after the shown one, in the order of the list. */
function useNeighbours(chips: readonly Chip[] | undefined, open: string | null): { readonly previous: string | undefined; readonly next: string | undefined } {
  return useMemo(() => {
    const ids = open === null || chips === undefined ? [] : listRows(chips).flatMap((row) => (row.kind === 'post' ? row.publications.map(({ id }) => id) : []));
    const at = ids.indexOf(open ?? '');
    return at < 0 ? { previous: undefined, next: undefined } : { previous: ids[at - 1], next: ids[at + 1] };
  }, [chips, open]);
}
