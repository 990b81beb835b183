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

/** A start takes less than a second; after this nothing will come of it. */
const START_LIMIT: Millis = 20 * SECOND;
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
    const giveUp = (reason: string): void => {
      reject(new Error(reason));
      own.kill();
    };
    const cancelLimit = clock.callAt(clock.now() + START_LIMIT, () => { giveUp('the practice network did not start in time'); });
    own.onMessage((message) => {
      const said = practiceAnnouncement.safeParse(message);
      if (!said.success) return;
      cancelLimit();
      if (said.data.type === 'failed') {
        // One that failed and stays would be waited for by everybody who asks later.
        giveUp(said.data.reason);
        return;
      }
      current = { base: said.data.url, secret: said.data.secret };
      port = said.data.port;
      wanted = true;
      resolve(current);
    });
    own.onExit(() => {
      cancelLimit();
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
