import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Clock, type Millis, MINUTE } from '#core/clock';

/**
 * Left alone, V8 lets a window grow by hundreds of megabytes before it looks for garbage, because the machine has them:
 * every month that was ever drawn stays behind as nodes that nobody shows. A young generation of 2 MB, a first full
 * collection at 24 MB and the next ones after a growth of 15 % keep the window near what it really holds. These are no
 * limits: a window that needs more gets it. `gc` is for the window's own rest (renderer/shell/rest.ts).
 */
export const WINDOW_HEAP: readonly string[] = ['--max-semi-space-size=2', '--initial-old-space-size=24', '--heap-growing-percent=15', '--expose-gc'];

/** The same for the main process, whose V8 is running by then: only what V8 asks for each time can still be set. */
export const MAIN_HEAP: readonly string[] = ['--semi-space-growth-factor=1', '--heap-growing-percent=30'];

/** Before a window is opened; `commandLine` is Electron's. */
export function boundWindowHeap(commandLine: { readonly appendSwitch: (name: string, value: string) => void }): void {
  commandLine.appendSwitch('js-flags', WINDOW_HEAP.join(' '));
}

/** By the first time the first screen is there, and what the start needed is garbage. */
const FIRST: Millis = 30_000;
const AGAIN: Millis = 5 * MINUTE;
/** The window has asked for nothing for so long: somebody reads, or is away. */
const REST: Millis = 10_000;

export interface Collecting {
  /** The window asked for something. */
  readonly heard: () => void;
  readonly stop: () => void;
}

/**
 * Bounds the main process's heap, collects its garbage when the window rests and now and then, and gives the emptied
 * pages back: after the start that is two thirds of its heap. V8 alone would not look before the heap is many times as
 * large. Takes 20 to 40 ms.
 * @param also lets go of what else is only kept to be quick
 */
export function collectAtRest(clock: Clock, also: () => void): Collecting {
  let cancel: () => void = () => undefined;
  // Not before the start is over: it makes much that lives on, and a larger young generation is quicker with it.
  const first = clock.now() + FIRST;
  let latest = first;
  const arm = (at: Millis): void => {
    cancel();
    cancel = clock.callAt(at, () => {
      latest = clock.now() + AGAIN;
      arm(latest);
      also();
      collectGarbage();
    });
  };
  arm(first);
  return { heard: () => { arm(Math.min(latest, Math.max(first, clock.now() + REST))); }, stop: () => { cancel(); } };
}

/** V8 gives the function only to contexts made while the flag is set. */
function collector(): (how: object) => void {
  setFlagsFromString('--expose-gc');
  try {
    return runInNewContext('gc') as (how: object) => void;
  } finally {
    setFlagsFromString('--no-expose-gc');
  }
}

let collect: ((how: object) => void) | null = null;
function collectGarbage(): void {
  if (collect === null) for (const flag of MAIN_HEAP) setFlagsFromString(flag);
  collect ??= collector();
  // A plain collection keeps half-empty pages.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
