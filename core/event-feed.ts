/** One sender, any number of listeners, each with its own queue: a slow listener loses nothing and holds nobody up. */
export interface EventFeed<T> {
  readonly send: (event: T) => void;
  /** Ends when `signal` aborts. */
  readonly listen: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>;
  readonly listeners: () => number;
}

/** @param keep which events wait for the first listener when there is none yet; the last hundred of them. */
export function createEventFeed<T>(keep: (event: T) => boolean = () => false): EventFeed<T> {
  let early: T[] = [];
  const queues = new Set<{ readonly events: T[]; wake: () => void }>();
  return {
    send: (event) => {
      if (queues.size === 0 && keep(event)) early = [...early.slice(-99), event];
      for (const queue of queues) {
        queue.events.push(event);
        queue.wake();
      }
    },
    listen: async function* listen(signal) {
      const queue: { readonly events: T[]; wake: () => void } = { events: early, wake: () => undefined };
      const onAbort = (): void => { queue.wake(); };
      early = [];
      queues.add(queue);
      signal.addEventListener('abort', onAbort);
      try {
        while (!signal.aborted) {
          const event = queue.events.shift();
          if (event !== undefined) yield event;
          else await new Promise<void>((resolve) => { queue.wake = resolve; });
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
        queues.delete(queue);
      }
    },
    listeners: () => queues.size,
  };
}
