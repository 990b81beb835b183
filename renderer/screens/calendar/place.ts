import type { CalendarFilter } from '#core/contract/planning';
import { isId } from '#core/ids';
import { type PublicationState, publicationStates } from '#core/posts/states';
import { addDays, dayRange, type InstantRange, isWallDate, monthGridRange, resolveWallTime, type WallDate, type Weekday, weekRange } from '#core/time';

export const views = ['month', 'week', 'day', 'list'] as const;
export type View = (typeof views)[number];

/** Where the calendar is, as its address says it. */
export interface Place {
  readonly view: View;
  /** A day inside the shown period. */
  readonly date: WallDate;
  readonly filter: CalendarFilter;
  /** The publication in the side panel. */
  readonly open: string | null;
}

const isView = (text: string | null): text is View => views.some((view) => view === text);

/** Reads an address; what it does not say, or says wrongly, is taken from `otherwise`. */
export function parsePlace(address: string, otherwise: Place): Place {
  const query = new URLSearchParams(address.split('?', 2)[1] ?? '');
  const view = query.get('view');
  const date = query.get('date');
  const open = query.get('open');
  const named = view !== null || date !== null;
  return {
    view: isView(view) ? view : otherwise.view,
    date: date !== null && isWallDate(date) ? date : otherwise.date,
    // A bare /calendar comes back to where the person was; a full address says everything itself.
    filter: named ? sameOr(otherwise.filter, readFilter(query)) : otherwise.filter,
    open: open !== null && /^[0-9a-f-]{36}$/i.test(open) ? open : null,
  };
}

/** `before` when the two say the same: what depends on it need not be drawn again. */
const sameOr = (before: CalendarFilter, read: CalendarFilter): CalendarFilter => (JSON.stringify(before) === JSON.stringify(read) ? before : read);

const isState = (text: string): text is PublicationState => publicationStates.some((state) => state === text);
/** As many as the contract takes. */
const MOST = 200;

function readFilter(query: URLSearchParams): CalendarFilter {
  const list = (name: string): readonly string[] => query.get(name)?.split(',').filter((part) => part !== '') ?? [];
  const [accountIds, states, labelIds] = [list('accounts'), list('states'), list('labels')];
  if (!accountIds.every(isId) || !labelIds.every(isId) || !states.every(isState) || accountIds.length > MOST || labelIds.length > MOST) return {};
  return { ...(accountIds.length > 0 ? { accountIds: [...accountIds] } : {}), ...(states.length > 0 ? { states: [...states] } : {}), ...(labelIds.length > 0 ? { labelIds: [...labelIds] } : {}) };
}

export function addressOf({ view, date, filter, open }: Place): string {
  const query = new URLSearchParams({ view, date });
  const put = (name: string, values: readonly string[] | undefined): void => { if (values !== undefined && values.length > 0) query.set(name, values.join(',')); };
  put('accounts', filter.accountIds);
  put('states', filter.states);
  put('labels', filter.labelIds);
  if (open !== null) query.set('open', open);
  return `/calendar?${query.toString().replaceAll('%2C', ',')}`;
}

export const filterCount = ({ accountIds = [], states = [], labelIds = [] }: CalendarFilter): number => accountIds.length + states.length + labelIds.length;

const monthOf = (date: WallDate): string => date.slice(0, 7);

/** The first day of the month `by` months from `date`'s. */
function monthStep(date: WallDate, by: number): WallDate {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

/** The period before or after; today when that lies in it, else its first day. */
export function step(view: View, date: WallDate, by: 1 | -1, today: WallDate): WallDate {
  if (view === 'day') return addDays(date, by);
  if (view === 'week') return addDays(date, by * 7);
  const first = monthStep(date, by);
  return monthOf(first) === monthOf(today) ? today : first;
}

/** The instants a view shows. */
export function rangeOf(view: View, date: WallDate, zone: string, weekStart: Weekday): InstantRange {
  if (view === 'day') return dayRange(date, zone);
  if (view === 'week') return weekRange(date, zone, weekStart);
  if (view === 'month') return monthGridRange(monthOf(date), zone, weekStart);
  return { from: dayRange(monthStep(date, 0), zone).from, to: dayRange(monthStep(date, 1), zone).from };
}

/** An instant in the middle of that day, to format it by. */
export const noonOf = (date: WallDate, zone: string): number => resolveWallTime(`${date}T12:00`, zone).instant;

const titleFormats = new Map<string, Intl.DateTimeFormat>();
/** Making one costs more than all it will ever format. */
function titleFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = titleFormats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  titleFormats.set(key, known);
  return known;
}

/** `October 2026`, `12–18 Oct 2026`, `Tuesday 13 October 2026`. */
export function titleOfPlace(view: View, date: WallDate, weekStart: Weekday, locale: string): string {
  const utc = (day: WallDate): Date => new Date(`${day}T12:00:00Z`);
  if (view === 'day') return titleFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(utc(date)).replace(',', '');
  if (view !== 'week') return titleFormat(locale, { month: 'long', year: 'numeric' }).format(utc(date));
  const { from, to } = weekRange(date, 'UTC', weekStart);
  return titleFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(from, to - 1).replace(/\s*–\s*/u, '–');
}
