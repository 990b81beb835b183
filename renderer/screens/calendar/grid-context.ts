import { createContext } from 'react';
import { create } from 'zustand';
import type { Format } from '#renderer/format';

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

/** What chips and days need to say themselves. Apart from the counts, so that a moved chip does not draw all others again. */
export const GridContext = createContext<GridWords | null>(null);

/** Posts of each day. */
export const CountsContext = createContext<ReadonlyMap<string, number>>(new Map());

/** The post whose panel is open: only its chips draw themselves again when that changes. */
export const useShownPost = create<{ readonly postId: string | null }>(() => ({ postId: null }));
