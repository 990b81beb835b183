import { useQueries, useQuery } from '@tanstack/react-query';
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
import { Pane } from '#renderer/components/pane';
import { PublicationPanel } from '#renderer/components/publication/panel';
import { ScreenBar } from '#renderer/components/screen-bar';
import { city } from '#renderer/format';
import { navigate, useAddress } from '#renderer/routes';
import { BarActs, BarNav } from './bar';
import { ChipMenu, type MenuAt } from './chip-menu';
import { chipMoves, opens } from './chips';
import { type AccountSlot, timeOnDay } from './day-time';
import { DragHint } from './drag-hint';
import { Grid } from './grid';
import type { GridWords } from './grid-context';
import type { DropTargets } from './grid-drops';
import type { GridActs } from './grid-keys';
import { List } from './list';
import { listRows } from './list-rows';
import { type Moving, MoveDialog } from './move-dialog';
import { moveChip, planDraft, removePost, unscheduleChip } from './moves';
import { Notes } from './notes';
import { addressOf, filterCount, parsePlace, type Place, step, titleOfPlace, type View } from './place';
import { createPlaceMemory } from './place-memory';
import { Tray } from './tray';
import { useChips } from './use-chips';
import './calendar.css';

export { askAhead } from './ahead';

const memory = createPlaceMemory();

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
  const place = useMemo(() => memory.read(address, brand.id, { view: 'month', date: today, filter: {}, open: null }), [address, brand.id, today]);
  useEffect(() => {
    memory.keep(address, brand.id, place);
    // An address that was another brand's is written anew.
    if (addressOf(parsePlace(address, place)) !== addressOf(place)) navigate(addressOf(place), { replace: true });
  }, [address, brand.id, place]);
  const { chips, stale } = useChips({ brandId: brand.id, place, zone, weekStart, today });
  const slots = useSlots(brand.id);
  const [moving, setMoving] = useState<Moving | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);

  const said = useMemo(() => ({ format, zone, now }), [format, zone, now]);
  const latest = useRef({ said, chips: chips ?? [], slots, place, today });
  useEffect(() => { latest.current = { said, chips: chips ?? [], slots, place, today }; });
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
    leave: (date) => go({ date }),
  }), [compose, go, openMove]);
  const drops: DropTargets = useMemo(() => ({
    timeOnDay: (date, card) => { const { said: s, chips: all, slots: usual } = latest.current; return timeOnDay(date, { networks: card?.networks ?? [], slots: usual, chips: all, now: s.now, zone }); },
    isPast: (wall) => wall < toWallTime(Date.now(), zone),
    moveChip: (chip, wall) => { void moveChip(chip, wall, latest.current.said); },
    planDraft: (card, wall) => { void planDraft(card, brand.id, wall, latest.current.said); },
    unschedule: (chip) => { void unscheduleChip(chip); },
    formatWall: (wall) => latest.current.said.format.time(Date.parse(`${wall.slice(0, 16)}Z`), 'UTC'),
  }), [brand.id, zone]);
  const openPlan = useCallback((card: DraftCard): void => {
    const { place: here, today: day } = latest.current;
    setMoving({
      postId: card.id, title: card.title, act: 'Plan', wall: drops.timeOnDay(here.date < day ? day : here.date, card).wall, run: (wall) => { void planDraft(card, brand.id, wall, latest.current.said); },
    });
  }, [brand.id, drops]);
  // Each keeps its identity, so that another month draws nothing again but the month.
  const composeAnew = useCallback((): void => { void startComposing({ brandId: brand.id }); }, [brand.id]);
  const stepBy = useCallback((by: 1 | -1): void => { const { view, date } = latest.current.place; go({ date: step(view, date, by, latest.current.today), open: null }); }, [go]);
  const goToday = useCallback((): void => go({ date: latest.current.today }), [go]);
  const showView = useCallback((view: View): void => go({ view, open: null }), [go]);
  const showFilter = useCallback((filter: Place['filter']): void => go({ filter }, true), [go]);
  const { trayOpen } = preferences;
  const turnTray = useCallback((): void => setPreferences({ trayOpen: !trayOpen }), [setPreferences, trayOpen]);
  const openMenu = useCallback((chip: Chip, at: { readonly x: number; readonly y: number }): void => setMenu({ chip, ...at }), []);
  const closeMenu = useCallback((): void => setMenu(null), []);
  const closeMove = useCallback((): void => setMoving(null), []);

  const around = useNeighbours(chips, place.open);
  const shownPostId = useMemo(() => chips?.find((chip) => chip.publications.some(({ id }) => id === place.open))?.postId ?? null, [chips, place.open]);
  const openPublication = (id: string): void => go({ open: id }, true);
  const closePanel = (): void => go({ open: null });
  const trayShown = trayOpen && place.open === null && place.view !== 'list';
  return (
    <div className="screen">
      <ScreenBar
        title={titleOfPlace(place.view, place.date, weekStart, format.locale)}
        acts={<BarActs brandId={brand.id} filter={place.filter} onFilter={showFilter} trayOpen={place.view === 'list' ? undefined : trayOpen} onTray={turnTray} onCompose={composeAnew} />}
      >
        <BarNav view={place.view} onStep={stepBy} onToday={goToday} onView={showView} />
      </ScreenBar>
      <div className="cols calendar">
        <Pane label="Calendar">
          {chips !== undefined && <Notes chips={chips} filtered={filterCount(place.filter) > 0} view={place.view} onClear={() => go({ filter: {} }, true)} onCompose={() => compose(place.date < today ? today : place.date)} />}
          {chips !== undefined && place.view !== 'list' && (
            <Grid place={place} chips={chips} stale={stale} weekStart={weekStart} words={words} shownPostId={shownPostId} acts={gridActs} drops={drops} onOpen={openChip} onComposeAt={compose} onMenu={openMenu} />
          )}
          {chips !== undefined && place.view === 'list' && (
            <List
              chips={chips} format={format} zone={zone} now={now} today={today} date={place.date} shown={place.open} onOpen={openTarget} onMove={openMove}
              onRemove={(chip) => { void removePost(chip.postId, chip.title); }} onMenu={openMenu}
            />
          )}
        </Pane>
        {trayShown && <Tray brandId={brand.id} onCompose={composeAnew} onPlan={openPlan} />}
        {place.open !== null && (
          <PublicationPanel
            id={place.open} onClose={closePanel} onOpen={openPublication}
            onPrevious={around.previous === undefined ? undefined : () => openPublication(around.previous ?? '')} onNext={around.next === undefined ? undefined : () => openPublication(around.next ?? '')}
          />
        )}
      </div>
      <DragHint {...said} />
      <MoveDialog moving={moving} onClose={closeMove} {...said} />
      <ChipMenu at={menu} onClose={closeMenu} onOpen={openChip} onMove={openMove} {...said} />
    </div>
  );
}

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
