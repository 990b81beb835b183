import { existsSync } from 'node:fs';
import { type Browser, chromium, type ElectronApplication, expect } from '@playwright/test';

interface Opened { linnetTestOpened?: string[] }

/** The system's browser, as far as the app sees it: what it opens is kept here instead. */
export interface OpenedPages {
  /** The next address the app opens, each given once. */
  readonly next: () => Promise<string>;
}

export async function catchBrowser(app: ElectronApplication): Promise<OpenedPages> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as unknown as Opened).linnetTestOpened = opened;
    shell.openExternal = async (url) => { opened.push(url); return Promise.resolve(); };
  });
  return {
    next: async () => {
      let url: string | null = null;
      await expect.poll(async () => {
        url = await app.evaluate(() => (globalThis as unknown as Opened).linnetTestOpened?.shift() ?? null);
        return url;
      }, { message: 'the app opens a page in the browser' }).not.toBeNull();
      return url ?? '';
    },
  };
}

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A real browser: the one of the system, or else Playwright's own. */
export async function startBrowser(): Promise<Browser> {
  const found = [process.env['LINNET_BROWSER'] ?? '', ...systemBrowsers].find((path) => path !== '' && existsSync(path));
  return chromium.launch({ args: quiet, ...(found === undefined ? {} : { executablePath: found }) });
}
