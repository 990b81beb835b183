import type { Changes } from '#core/changes';
import type { PublishingStore, Write } from './publishing-store';

export interface Writer {
  /** Resolves when it is on disk; false when the publication was in a state that does not allow it. */
  readonly write: (write: Write) => Promise<boolean>;
  /** On disk when it returns. */
  readonly writeNow: (write: Write) => boolean;
  /** Writes what waits. */
  readonly flush: () => void;
}

/**
 * Writes of many publications share one transaction, and so one flush to disk: a thousand due in the same second
 * would otherwise wait for a thousand of them.
 */
export function createWriter(store: PublishingStore, soon: (fn: () => void) => void, changes: Changes): Writer {
  let waiting: { readonly write: Write; readonly done: (written: boolean) => void; readonly failed: (error: unknown) => void }[] = [];

  function flush(): void {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    let written: readonly boolean[];
    try {
      written = store.write(batch.map((w) => w.write));
    } catch (error) {
      for (const w of batch) w.failed(error);
      return;
    }
    batch.forEach((w, i) => { w.done(written[i] ?? false); });
    changes.changed('publishing', 'calendar', 'posts', 'activity');
  }

  return {
    write: (write) => new Promise((done, failed) => {
      if (waiting.length === 0) soon(flush);
      waiting.push({ write, done, failed });
    }),
    writeNow: (write) => {
      flush();
      const written = store.write([write])[0] ?? false;
      changes.changed('publishing', 'calendar', 'posts', 'activity');
      return written;
    },
    flush,
  };
}
