import { utilityProcess } from 'electron';
import type { Clock } from '#core/clock';
import { keepRunning, type PracticeProcess, type PracticeServer } from './kept-running';
import type { PracticeConfig } from '../practice-network/process-config';
import { built } from './paths';

/** The practice network in a process of its own, so that its work and its faults never touch Linnet's. */
export function createPracticeProcess(config: PracticeConfig, given: PracticeServer | null, clock: Clock): PracticeProcess {
  if (given !== null) return { running: () => Promise.resolve(given), base: () => given.base, stop: () => undefined };
  return keepRunning((started) => {
    const child = utilityProcess.fork(built('main', 'workers', 'practice-network.cjs'), [JSON.stringify(started)], { serviceName: 'Linnet practice network', stdio: 'ignore' });
    return {
      onMessage: (listener) => { child.on('message', listener); },
      onExit: (listener) => { child.on('exit', listener); },
      kill: () => { child.kill(); },
    };
  }, config, clock);
}
