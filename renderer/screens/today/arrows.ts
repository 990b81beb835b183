import type { KeyboardEvent } from 'react';

/** Up and down between the rows of a pane (`[data-row]`), from anywhere inside a row; Home and End to its ends. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target;
  // A menu of a row is elsewhere in the page and has arrows of its own.
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || !event.currentTarget.contains(target)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === target || row.closest('li')?.contains(target) === true);
  if (at === -1) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = to === undefined ? undefined : rows[to];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
  row.closest('li')?.scrollIntoView({ block: 'nearest' });
}
