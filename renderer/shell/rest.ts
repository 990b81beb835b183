/** V8's own collection, which the main process gives the window with `--expose-gc`. */
type Collect = (how: { readonly type: 'major'; readonly execution: 'async'; readonly flavor: 'last-resort' }) => unknown;

/** Somebody who has done nothing for this long reads or is away. Milliseconds. */
const REST_MS = 10_000;
const ACTS = ['pointerdown', 'click', 'keydown', 'input', 'wheel', 'hashchange'] as const;

/**
 * Collects the window's garbage once each time the person rests: the nodes of the months and screens they left. V8 does
 * so by itself only while its own heap grows, and the nodes are not in that heap.
 * @param on the window; `gc` is there when V8 was told so, otherwise nothing happens
 * @param hear calls back whenever new data came: it is drawn at rest as well. Answers how to stop that
 * @returns stops
 */
export function collectAtRest(on: EventTarget & { readonly gc?: Collect | undefined }, hear: (stirred: () => void) => () => void): () => void {
  const { gc } = on;
  if (gc === undefined) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    // In a turn of its own: with no calls below it, V8 need not guess what they hold, and empties more.
    timer = setTimeout(() => { gc({ type: 'major', execution: 'async', flavor: 'last-resort' }); }, REST_MS);
  };
  for (const act of ACTS) on.addEventListener(act, wait, { capture: true, passive: true });
  const deaf = hear(wait);
  wait();
  return () => {
    deaf();
    clearTimeout(timer);
    for (const act of ACTS) on.removeEventListener(act, wait, { capture: true });
  };
}
