import { createContext, use } from 'react';
import { create, type StoreApi, useStore } from 'zustand';
import type { Format } from '#renderer/format';
import type { Day, Days } from './order';
import type { View } from './place';

export interface GridWords {
  readonly format: Format;
  /** The brand's zone. */
  readonly zone: string;
  /** Above the hours of a week: the zone they are in. */
  readonly corner: readonly string[];
  readonly compose: (date: string) => void;
  readonly openDay: (date: string) => void;
  /** Undefined: as the locale has it. */
  readonly hour12: boolean | undefined;
}

/** What chips and days need to say themselves. Apart from the days, so that a moved chip does not draw all others again. */
export const GridContext = createContext<GridWords | null>(null);

export function useWords(): GridWords {
  const words = use(GridContext);
  if (words === null) throw new Error('A part of the grid outside of it');
  return words;
}

/** What the grid shows at this moment; it follows the address once the chips of the place are there. */
export interface Shown {
  readonly view: View;
  readonly days: Days;
  /** The day whose chips are all shown in a window of their own, and the button that opened it. */
  readonly opened: { readonly date: string; readonly by: HTMLElement } | null;
}
export type ShownStore = StoreApi<Shown>;

// A store, not a value: each day listens for itself, and a change is drawn together with FullCalendar's own.
export const ShownContext = createContext<ShownStore | null>(null);

function useShownStore(): ShownStore {
  const store = use(ShownContext);
  if (store === null) throw new Error('A part of the grid outside of it');
  return store;
}

export const useDayChips = (date: string): Day => useStore(useShownStore(), ({ days }) => days.get(date) ?? EMPTY_DAY);
const EMPTY_DAY: Day = { shown: [], all: [], slots: [] };

/** The day whose chips are all shown, if any. */
export const useOpenedDay = (): Shown['opened'] => useStore(useShownStore(), ({ opened }) => opened);

export function useOpenDay(): (opened: Shown['opened']) => void {
  const store = useShownStore();
  return (opened) => store.setState({ opened });
}

/** The post whose panel is open: only its chips draw themselves again when that changes. */
export const useShownPost = create<{ readonly postId: string | null }>(() => ({ postId: null }));
