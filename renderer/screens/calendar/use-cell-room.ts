import { type RefObject, useEffect, useState } from 'react';
import { type Weekday, weekdayOf } from '#core/time';

/** Rows of a month's grid. */
function weeksOf(date: string, weekStart: Weekday): number {
  const [year = 0, month = 1] = date.split('-').map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const before = (weekdayOf(`${date.slice(0, 8)}01`) - weekStart + 7) % 7;
  return Math.ceil((before + days) / 7);
}

const rems = new Map<string, number>();
/** Pixels of one rem at a text size. */
function remOf(textScale: string): number {
  const known = rems.get(textScale);
  if (known !== undefined) return known;
  const read = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  rems.set(textScale, read);
  return read;
}

/** How many chips fit in a month's cell, under its date and above "n more". At least one. */
export function useCellRoom(root: RefObject<HTMLElement | null>, date: string, weekStart: Weekday): number {
  const [height, setHeight] = useState(() => window.innerHeight - 52);
  useEffect(() => {
    if (root.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => { if (entry !== undefined) setHeight(entry.contentRect.height); });
    observer.observe(root.current);
    return () => observer.disconnect();
  }, [root]);
  // Read once for each text size: in the middle of a change of month the question alone costs a layout of the whole page.
  const rem = remOf(document.documentElement.dataset['textScale'] ?? '1');
  const compact = document.documentElement.dataset['density'] === 'compact';
  const row = (height - 1.75 * rem) / weeksOf(date, weekStart);
  // The date above, "n more" below, and the line between two weeks.
  const free = row - 1.5 * rem - rem - 1;
  return Math.max(1, Math.floor(free / ((compact ? 1.375 : 2.25) * rem + 3)));
}
