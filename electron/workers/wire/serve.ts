/** A call and its answer on the wire between the main process and a worker process. */
export interface Call<J> { readonly id: number; readonly job: J }
export interface Answer<A> { readonly id: number; readonly answer: A }

interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
}

/**
 * Answers calls one after the other, as an Electron utility process or as a plain Node child (tests). A job that throws
 * ends the process: the other side says so to whoever waits and starts a new one.
 */
export function serveJobs<J, A>(work: (job: J) => A | Promise<A>): void {
  const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;
  const reply = (message: Answer<A>): void => {
    if (parentPort === undefined) process.send?.(message);
    else parentPort.postMessage(message);
  };
  let last: Promise<void> = Promise.resolve();
  const take = (message: unknown): void => {
    const { id, job } = message as Call<J>;
    last = last.then(async () => { reply({ id, answer: await work(job) }); });
  };
  if (parentPort === undefined) {
    process.on('message', take);
    process.on('disconnect', () => { process.exit(0); });
  } else {
    parentPort.on('message', (event) => { take(event.data); });
  }
}
