import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '#db/open';
import { listenTo } from '../support/camera';
import { type LaunchedApp, launchApp, type LaunchOptions } from '../support/launch';

export interface HomeFolder {
  readonly path: string;
  readonly file: string;
  readonly start: (options?: Omit<LaunchOptions, 'dataDir'>) => Promise<LaunchedApp>;
  /** `developer.json`, from the next start on. */
  readonly pointTo: (servers: object) => void;
  /** The database beside the app, or without it; whoever opens it closes it. */
  readonly open: () => OpenDatabase;
  readonly within: <T>(work: (database: OpenDatabase) => T) => T;
  readonly remove: () => void;
}

/** A home of its own, so that the path of the file reads ~/Linnet/linnet.db in the pictures of every machine. */
export function makeHome(): HomeFolder {
  const home = mkdtempSync(join(tmpdir(), 'linnet-home-'));
  const path = join(home, 'Linnet');
  const file = join(path, 'linnet.db');
  mkdirSync(path);
  const open = (): OpenDatabase => {
    const opened = openDatabase({ file, mustExist: true });
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value;
  };
  return {
    path, file, open,
    // British English, as the app's own words are; it also gives 24 hours.
    start: async (options = {}) => {
      const launched = await launchApp({ ...options, args: ['--lang=en-GB', ...(options.args ?? [])], dataDir: path, env: { HOME: home, ...options.env } });
      listenTo(launched.window);
      return launched;
    },
    pointTo: (servers) => { writeFileSync(join(path, 'developer.json'), JSON.stringify(servers)); },
    within: (work) => {
      const opened = open();
      try {
        return work(opened);
      } finally {
        opened.sqlite.close();
      }
    },
    remove: () => { rmSync(home, { recursive: true, force: true }); },
  };
}

/** As if the line were cut, or back; the app looks every five seconds. */
export async function setOffline({ app, window: page }: LaunchedApp, offline: boolean): Promise<void> {
  await app.evaluate((_electron, to) => { process.env['LINNET_OFFLINE'] = to ? '1' : '0'; }, offline);
  const shown = page.locator('[data-tone="waiting"]').first();
  await shown.waitFor({ state: offline ? 'attached' : 'detached', timeout: 20_000 });
}
