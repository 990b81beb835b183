import { net } from 'electron';

export interface Online {
  readonly isOnline: () => boolean;
  /** Returns a function that stops listening. */
  readonly onChange: (fn: (online: boolean) => void) => () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

/** The OS tells the line's state only when asked; asking costs nothing. */
const ASK_EVERY_MS = 5_000;

export function createOnline(forced: () => boolean | null = () => null): Online {
  const read = (): boolean => forced() ?? net.isOnline();
  let last = true;
  let timer: NodeJS.Timeout | null = null;
  const listeners = new Set<(online: boolean) => void>();
  const look = (): void => {
    const now = read();
    if (now === last) return;
    last = now;
    for (const listener of listeners) listener(now);
  };
  return {
    isOnline: () => last,
    onChange: (fn) => {
      listeners.add(fn);
      return () => { listeners.delete(fn); };
    },
    start: () => { last = read(); timer = setInterval(look, ASK_EVERY_MS); },
    stop: () => { if (timer !== null) clearInterval(timer); },
  };
}
