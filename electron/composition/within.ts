import type { Clock, Millis } from '#core/clock';

/** Resolves when `work` ends, well or badly, or after `ms`: what waits behind it must not wait for ever. */
export const within = (clock: Clock, ms: Millis, work: Promise<unknown>): Promise<void> => new Promise((resolve) => {
  const cancel = clock.callAt(clock.now() + ms, resolve);
  const end = (): void => { cancel(); resolve(); };
  work.then(end, end);
});
