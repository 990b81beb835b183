import { utilityProcess, type UtilityProcess } from 'electron';
import { practiceAnnouncement, type PracticeConfig } from '../practice-network/process-config';
import { built } from './paths';

export interface PracticeServer {
  readonly base: string;
  readonly secret: string;
}

export interface PracticeProcess {
  /** Starts the server on first use; later calls share it. Rejects when it cannot start. */
  readonly running: () => Promise<PracticeServer>;
  /** The running server's address, or null. Never starts one. */
  readonly base: () => string | null;
  readonly stop: () => void;
}

/** The practice network in a process of its own, so that its work and its faults never touch Linnet's. */
export function createPracticeProcess(config: PracticeConfig, given: PracticeServer | null): PracticeProcess {
  let child: UtilityProcess | null = null;
  let started: Promise<PracticeServer> | null = null;
  let current: PracticeServer | null = given;
  let port = config.port;

  const start = async (): Promise<PracticeServer> => new Promise((resolve, reject) => {
    child = utilityProcess.fork(built('main', 'workers', 'practice-network.js'), [JSON.stringify({ ...config, ...(port === undefined ? {} : { port }) })], { serviceName: 'Linnet practice network', stdio: 'ignore' });
    child.on('message', (message) => {
      const announcement = practiceAnnouncement.safeParse(message);
      if (!announcement.success) return;
      if (announcement.data.type === 'failed') {
        reject(new Error(announcement.data.reason));
        return;
      }
      current = { base: announcement.data.url, secret: announcement.data.secret };
      port = announcement.data.port;
      resolve(current);
    });
    child.on('exit', () => {
      child = null;
      started = null;
      current = given;
      reject(new Error('the practice network stopped'));
    });
  });

  return {
    running: async () => {
      if (given !== null) return given;
      started ??= start();
      return started;
    },
    base: () => current?.base ?? null,
    stop: () => { child?.kill(); },
  };
}
