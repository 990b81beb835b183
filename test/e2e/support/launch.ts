import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron, type Page } from '@playwright/test';

// Every launcher in scripts/ starts its program in the project's folder; a bundled program has no folder of its own.
const root = process.cwd();

export interface LaunchOptions {
  /** The user's data folder; a fresh one, removed on stop, when left out. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** `none`: as on a machine without a keyring. */
  readonly keyring?: 'system' | 'none';
  /** The folder of the app to start; Linnet itself when left out. */
  readonly appDir?: string;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly dataDir: string;
  /** The main process, for tests that kill it. */
  readonly pid: number;
  /** Closes the app, or kills it when it does not close in time, and removes a folder made here. Safe after a kill. */
  readonly stop: () => Promise<void>;
}

const closeTimeoutMs = 5_000;

/** The Electron that scripts/e2e.mjs and its like found. */
export function electronPath(): string {
  const path = process.env['LINNET_ELECTRON'];
  if (path === undefined) throw new Error('LINNET_ELECTRON is not set: run this through npm run test:e2e');
  return path;
}

/** The switches of a test machine: Chromium's sandbox refuses root, and the keyring is gnome-keyring on Linux. */
export function electronSwitches(keyring: 'system' | 'none' = 'system'): readonly string[] {
  return process.platform === 'linux' ? ['--no-sandbox', `--password-store=${keyring === 'system' ? 'gnome-libsecret' : 'basic'}`] : [];
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Starts the built app in a real Electron and waits for what its first window shows of this start. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'linnet-data-')));
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(options.keyring), options.appDir ?? root, ...(options.args ?? [])],
    cwd: root,
    env: { ...inheritedEnv(), LINNET_DATA_DIR: dataDir, ...options.env },
  });
  const child = app.process();
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
    await app.close().catch(() => undefined);
    await ended;
    clearTimeout(timer);
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const window = await app.firstWindow();
    // The window is there before the rest of Linnet is read; a question to a main process in the middle of that may get lost.
    if (options.appDir === undefined) {
      await window.waitForFunction(() => {
        const drawn = document.getElementById('root');
        return drawn !== null && drawn.childElementCount > 0 && drawn.ariaBusy === null;
      });
    }
    return { app, window, dataDir, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As a power cut would: the main process alone, at once. */
export async function killApp({ app, pid }: LaunchedApp): Promise<void> {
  const child = app.process();
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  process.kill(pid, 'SIGKILL');
  await ended;
}
