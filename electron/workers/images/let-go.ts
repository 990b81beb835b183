import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/** For the worker process; in any other, `letGo` does nothing. */
export function mayLetGo(): void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  if (typeof found === 'function') collect = () => { found(); };
}

/**
 * Collects garbage at once. Pixels lie outside V8's heap, where it does not see how much they are: without this, the
 * worker holds the pixels of several large pictures that nobody needs any more.
 */
export const letGo = (): void => collect?.();
