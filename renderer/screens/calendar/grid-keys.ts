import { addDays } from '#core/time';
import { type KeyPress, pressed } from '#renderer/components/shortcuts';

/** What a key asks for, beside moving the focus. */
export interface GridActs {
  readonly move: (key: string) => void;
  readonly remove: (key: string) => void;
  readonly compose: (date: string) => void;
  /** The wished day is not on the screen: show its period; the grid focuses it once it is there. */
  readonly leave: (date: string) => void;
}

const stopsOf = (part: HTMLElement): HTMLElement[] => [...part.querySelectorAll<HTMLElement>('[data-stop]')].filter((stop) => stop.offsetParent !== null);

const topOf = (stop: HTMLElement): number => stop.getBoundingClientRect().top;

/** The parts of the grid that belong to one date: a month's cell, or a week's head and column. */
function stopsOfDate(root: HTMLElement, date: string): HTMLElement[] {
  const parts = [...root.querySelectorAll<HTMLElement>(`[data-date="${CSS.escape(date)}"]`)].filter((part) => part.closest('[role="dialog"]') === null);
  const stops = [...new Set(parts.flatMap(stopsOf))];
  // FullCalendar may draw later posts first.
  return stops.toSorted((a, b) => Number(b.dataset['day'] !== undefined) - Number(a.dataset['day'] !== undefined) || topOf(a) - topOf(b) || a.getBoundingClientRect().left - b.getBoundingClientRect().left);
}

const dateOf = (stop: HTMLElement): string | undefined => stop.dataset['day'] ?? stop.closest<HTMLElement>('[data-date]')?.dataset['date']?.slice(0, 10);

export function focusDate(root: HTMLElement, date: string): boolean {
  const [first] = stopsOfDate(root, date);
  first?.focus();
  return first !== undefined;
}

/** Arrow keys and letters on a stop of the grid; true when the key was ours. */
export function gridKey(event: KeyPress & { readonly target: EventTarget }, root: HTMLElement, month: boolean, acts: GridActs): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  const stop = event.target.closest<HTMLElement>('[data-stop]');
  if (stop === null) return false;
  const date = dateOf(stop);
  const chip = stop.dataset['chip'];
  if (pressed('move', event)) return chip !== undefined && does(() => acts.move(chip));
  if (pressed('toBin', event)) return chip !== undefined && does(() => acts.remove(chip));
  if (pressed('newOnDay', event)) return date !== undefined && does(() => acts.compose(date));
  if (date === undefined || !pressed('gridArrows', event)) return false;
  const dialog = stop.closest<HTMLElement>('[role="dialog"]');
  const stops = dialog === null ? stopsOfDate(root, date) : stopsOf(dialog).toSorted((a, b) => topOf(a) - topOf(b));
  const at = stops.indexOf(stop);
  const go = (days: number): boolean => does(() => { if (!focusDate(root, addDays(date, days))) acts.leave(addDays(date, days)); });
  const beside = (by: 1 | -1): boolean => {
    const next = stops[at + by];
    if (next !== undefined) return does(() => next.focus());
    return dialog === null && month ? go(by * 7) : true;
  };
  switch (event.key) {
    case 'ArrowDown': return beside(1);
    case 'ArrowUp': return beside(-1);
    case 'ArrowRight': return dialog !== null || go(1);
    case 'ArrowLeft': return dialog !== null || go(-1);
    default: return false;
  }
}

function does(run: () => void): true {
  run();
  return true;
}

/** One stop for Tab: what had the focus last, else today, else the first day. */
export function keepOneTabStop(root: HTMLElement): void {
  if (root.querySelector('[data-stop][tabindex="0"]') !== null) return;
  const stop = root.querySelector<HTMLElement>('[data-day][aria-current="date"]') ?? root.querySelector<HTMLElement>('[data-day]');
  if (stop !== null) stop.tabIndex = 0;
}

/** Another period: where Tab led before is forgotten. */
export function dropTabStops(root: HTMLElement): void {
  for (const stop of root.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')) stop.tabIndex = -1;
}

export function takeTabStop(root: HTMLElement, target: EventTarget): void {
  if (!(target instanceof HTMLElement) || target.dataset['stop'] === undefined) return;
  for (const other of root.querySelectorAll<HTMLElement>('[data-stop][tabindex="0"]')) if (other !== target) other.tabIndex = -1;
  target.tabIndex = 0;
}
