/** One sender, any number of listeners, each with its own queue: a slow listener loses nothing and holds nobody up. */
export interface EventFeed<T> {
  readonly send: (event: T) => void;
  /** Ends when `signal` aborts. */
  readonly listen: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>;
  readonly listeners: () => number;
}

export function createEventFeed<T>(): EventFeed<T> {
  const queues = new Set<{ readonly events: T[]; wake: () => void }>();
  return {
    send: (event) => {
      for (const queue of queues) {
        queue.events.push(event);
        queue.wake();
      }
    },
    listen: async function* listen(signal) {
      const queue: { readonly events: T[]; wake: () => void } = { events: [], wake: () => undefined };
      const onAbort = (): void => { queue.wake(); };
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
