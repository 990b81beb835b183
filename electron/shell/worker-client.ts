import type { Clock, Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';

/** One running worker process, whatever kind it is. */
export interface WorkerProcess {
  readonly post: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Once, however it ended. */
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
}

export interface WorkerClient<J, A> {
  /** `lost`: the process died over this job, or took longer than allowed. The next call starts a new one. */
  /** @param signal takes the job out of the queue, or ends the process that works on it: `lost` */
  readonly call: (job: J, signal?: AbortSignal) => Promise<Result<A, 'lost'>>;
  readonly close: () => void;
}

export interface WorkerOptions {
  /** A worker that does nothing this long is ended, so that it holds no memory. */
  readonly idleMs?: Millis;
  /** A job that takes longer is given up and its process killed. */
  readonly limitMs?: Millis;
}

/**
 * Calls to a worker process that is started when first needed. Jobs are sent one at a time, so that the one that killed
 * the process is known and the ones behind it are not lost with it.
 */
export function createWorkerClient<J, A>(start: () => WorkerProcess, clock: Clock, options: WorkerOptions = {}): WorkerClient<J, A> {
  const idleMs = options.idleMs ?? 30_000;
  const limitMs = options.limitMs ?? 120_000;
  interface Waiting { readonly job: J; readonly done: (result: Result<A, 'lost'>) => void }
  const queue: Waiting[] = [];
  let running: WorkerProcess | null = null;
  let current: { readonly id: number; readonly waiting: Waiting; readonly stopLimit: () => void } | null = null;
  let stopIdle: (() => void) | null = null;
  let nextId = 0;

  function finish(result: Result<A, 'lost'>): void {
    const done = current;
    current = null;
    done?.stopLimit();
    done?.waiting.done(result);
    advance();
  }

  function launch(): WorkerProcess {
    const worker = start();
    worker.onMessage((message) => {
      const { id, answer } = message as { readonly id: number; readonly answer: A };
      if (running === worker && current?.id === id) finish(ok(answer));
    });
    worker.onExit(() => {
      if (running !== worker) return;
      running = null;
      if (current !== null) finish(err('lost'));
    });
    return worker;
  }

  function drop(): void {
    const worker = running;
    running = null;
    worker?.kill();
  }

  function advance(): void {
    if (current !== null) return;
    stopIdle?.();
    stopIdle = null;
    const waiting = queue.shift();
    if (waiting === undefined) {
      if (running !== null) stopIdle = clock.callAt(clock.now() + idleMs, drop);
      return;
    }
    const id = nextId;
    nextId += 1;
    const stopLimit = clock.callAt(clock.now() + limitMs, () => {
      if (current?.id !== id) return;
      drop();
      finish(err('lost'));
    });
    current = { id, waiting, stopLimit };
    running ??= launch();
    running.post({ id, job: waiting.job });
  }

  return {
    call: (job, signal) => new Promise((done) => {
      if (signal?.aborted === true) { done(err('lost')); return; }
      const stop = (): void => {
        const at = queue.indexOf(waiting);
        if (at >= 0) {
          queue.splice(at, 1);
          waiting.done(err('lost'));
        } else if (current?.waiting === waiting) {
          drop();
          finish(err('lost'));
        }
      };
      const waiting: Waiting = { job, done: (result) => { signal?.removeEventListener('abort', stop); done(result); } };
      signal?.addEventListener('abort', stop, { once: true });
      queue.push(waiting);
      advance();
    }),
    close: () => {
      stopIdle?.();
      drop();
      const waiting = queue.splice(0);
      if (current !== null) finish(err('lost'));
      for (const w of waiting) w.done(err('lost'));
    },
  };
}
