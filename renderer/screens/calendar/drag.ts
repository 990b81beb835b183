import { create } from 'zustand';

/** What the person is dragging and where it would land. */
export interface Drag {
  /** `card` comes from the tray, `chip` from the grid. */
  readonly kind: 'card' | 'chip';
  /** Wall time of the place under the pointer; null while it is over none. */
  readonly wall: string | null;
  /** Quiet words after the time: "free posting time". */
  readonly note: string;
  readonly past: boolean;
  readonly overTray: boolean;
}

export const useDrag = create<{ readonly drag: Drag | null }>(() => ({ drag: null }));

export const startDrag = (kind: Drag['kind']): void => useDrag.setState({ drag: { kind, wall: null, note: '', past: false, overTray: false } });

export function updateDrag(patch: Partial<Drag>): void {
  const { drag } = useDrag.getState();
  if (drag === null || (Object.entries(patch) as [keyof Drag, unknown][]).every(([key, value]) => drag[key] === value)) return;
  useDrag.setState({ drag: { ...drag, ...patch } });
}

/** Ends it and answers how it stood. */
export function endDrag(): Drag | null {
  const { drag } = useDrag.getState();
  useDrag.setState({ drag: null });
  return drag;
}
