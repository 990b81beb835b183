import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';

// A Linnet that somebody else starts (the desktop, a watcher) and that takes no inspector of Node's: its window is reached
// by Chromium's own port, where it was started with --remote-debugging-port=0.

export interface OutsideApp {
  readonly window: Page;
  /** The main process. */
  readonly pid: number;
  /** Lets go of the window; the app goes on. */
  readonly leave: () => Promise<void>;
  /** As a system does that shuts down, and waits for the orderly end. */
  readonly end: () => Promise<void>;
}

/** The main process that holds a data folder; null when none does. Chromium's lock is a link to "host-pid". */
export function holderOf(userData: string): number | null {
  try {
    return Number(readlinkSync(join(userData, 'SingletonLock')).split('-').at(-1));
  } catch {
    return null;
  }
}

/** Finds the app of a data folder as soon as its window shows what this start found. */
export async function findApp(userData: string): Promise<OutsideApp> {
  const file = join(userData, 'DevToolsActivePort');
  const port = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0);
  await expect.poll(port, { timeout: 60_000, message: 'Chromium says where it listens' }).toBeGreaterThan(0);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port()}`);
  const pages = (): readonly Page[] => browser.contexts().flatMap((context) => context.pages()).filter((page) => !page.url().startsWith('devtools:'));
  await expect.poll(() => pages().length, { message: 'there is a window' }).toBe(1);
  const [window] = pages();
  if (window === undefined) throw new Error('The window has gone');
  await window.waitForFunction(() => {
    const drawn = document.getElementById('root');
    return drawn !== null && drawn.childElementCount > 0 && drawn.ariaBusy === null;
  }, undefined, { timeout: 60_000 });
  const pid = holderOf(userData);
  if (pid === null) throw new Error('Nobody holds the data folder');
  const leave = async (): Promise<void> => {
    await browser.close();
    // The next start writes its own.
    rmSync(file, { force: true });
  };
  return {
    window, pid, leave,
    end: async () => {
      await leave();
      process.kill(pid, 'SIGTERM');
      await expect.poll(() => holderOf(userData), { timeout: 20_000, message: 'Linnet ends in order' }).toBeNull();
    },
  };
}
