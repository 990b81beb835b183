import { powerMonitor } from 'electron';

/** Calls `fn` when the machine wakes or is unlocked: timers slept with it. */
export function onWake(fn: () => void): void {
  powerMonitor.on('resume', fn);
  powerMonitor.on('unlock-screen', fn);
}
