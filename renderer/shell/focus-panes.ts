/** F6: the next pane on the screen (rail, then the screen's own from left to right) gets the focus, on what in it had it last or comes first. */
export function focusNextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const main = document.getElementById('main');
  // A screen without panes of its own is one pane.
  const stops = main !== null && !panes.some((pane) => main.contains(pane)) ? [...panes, main] : panes;
  const at = stops.findIndex((pane) => pane.contains(document.activeElement));
  const next = stops[(at + by + stops.length) % stops.length];
  if (next === undefined) return;
  const inside = next.querySelector<HTMLElement>('a[href], button:not(:disabled):not([tabindex="-1"]), input:not(:disabled), textarea, select, [tabindex="0"]');
  (inside ?? next).focus();
}
