import { app } from 'electron';

const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * A signal ends Linnet in order, as the menu does: what is being sent gets its time and the file is closed. Called after
 * every import: a library behind electron-store listens to the same signals and would end the process on the spot.
 */
export function endOnSignals(): void {
  for (const signal of ends) {
    process.removeAllListeners(signal);
    process.on(signal, () => { app.quit(); });
  }
}
