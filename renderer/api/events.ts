import type { AppEvent } from '#core/contract/app';
import { client } from './client';
import { queryClient } from './query-client';
import { keysOf } from './topics';

export type Command = Extract<AppEvent, { type: 'command' }>['command'];

export interface EventHandlers {
  readonly open: (route: string) => void;
  readonly command: (command: Command) => void;
  readonly notice: (notice: Extract<AppEvent, { type: 'notice' }>) => void;
}

/** Listens to the main process until stopped: changed data is read again, the rest goes to the handlers. */
export function listenToEvents(handlers: EventHandlers): () => void {
  const stop = new AbortController();
  void listen(handlers, stop.signal);
  return () => stop.abort();
}

async function listen(handlers: EventHandlers, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await client.app.events(undefined, { signal })) handle(event, handlers);
    } catch (error) {
      if (signal.aborted) return;
      console.error('The event stream broke; listening again', error);
    }
    if (signal.aborted) return;
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    // Whatever happened in between was not heard.
    void queryClient.invalidateQueries();
  }
}

function handle(event: AppEvent, handlers: EventHandlers): void {
  switch (event.type) {
    case 'changed':
      for (const topic of event.topics) for (const queryKey of keysOf[topic]) void queryClient.invalidateQueries({ queryKey });
      return;
    case 'open': handlers.open(event.route); return;
    case 'command': handlers.command(event.command); return;
    case 'notice': handlers.notice(event);
  }
}
