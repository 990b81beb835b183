import { type Clock, MINUTE, type Millis, SECOND } from '#core/clock';
import { practiceAnnouncement, type PracticeConfig } from '../practice-network/process-config';

export interface PracticeServer {
  readonly base: string;
  readonly secret: string;
}

/** The server's process, as far as it is needed here. */
export interface PracticeChild {
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
}

export interface PracticeProcess {
  /** Starts the server on first use; later calls share it. Rejects when it cannot start. */
  readonly running: () => Promise<PracticeServer>;
  /** The running server's address, or null. Never starts one. */
  readonly base: () => string | null;
  readonly stop: () => void;
}

const FIRST_WAIT: Millis = SECOND;
const LONGEST_WAIT: Millis = MINUTE;
/** Who lived this long is not in a circle of dying. */
const WELL: Millis = MINUTE;

/**
 * Keeps the practice network running once it has been asked for: when its process ends by itself it is started again on
 * the same port, after a wait that doubles up to a minute. Real networks have people for that.
 */
export function keepRunning(fork: (config: PracticeConfig) => PracticeChild, config: PracticeConfig, clock: Clock): PracticeProcess {
  let child: PracticeChild | null = null;
  let started: Promise<PracticeServer> | null = null;
  let current: PracticeServer | null = null;
  let port = config.port;
  let wanted = false;
  let stopped = false;
  let wait = FIRST_WAIT;
  let cancel = (): void => undefined;

  const start = (): Promise<PracticeServer> => new Promise((resolve, reject) => {
    const begun = clock.monotonic();
    const own = fork({ ...config, ...(port === undefined ? {} : { port }) });
    child = own;
    own.onMessage((message) => {
      const said = practiceAnnouncement.safeParse(message);
      if (!said.success) return;
      if (said.data.type === 'failed') {
        reject(new Error(said.data.reason));
        return;
      }
      current = { base: said.data.url, secret: said.data.secret };
      port = said.data.port;
      wanted = true;
      resolve(current);
    });
    own.onExit(() => {
      child = null;
      started = null;
      current = null;
      reject(new Error('the practice network stopped'));
      if (stopped || !wanted) return;
      if (clock.monotonic() - begun >= WELL) wait = FIRST_WAIT;
      cancel = clock.callAt(clock.now() + wait, () => { running().catch(() => undefined); });
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  });

  async function running(): Promise<PracticeServer> {
    cancel();
    started ??= start();
    return started;
  }

  return {
    running,
    base: () => current?.base ?? null,
    stop: () => {
      stopped = true;
      cancel();
      child?.kill();
    },
  };
}
