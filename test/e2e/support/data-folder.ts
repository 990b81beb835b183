import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '#db/open';

export interface TestFolder {
  readonly path: string;
  /** Opens the database while no app has it, and closes it again. */
  readonly within: <T>(work: (database: OpenDatabase) => T) => T;
  /** Takes effect at the next start. */
  readonly pointTo: (servers: Servers) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** What `developer.json` may point elsewhere: networks on this machine. */
export interface Servers {
  readonly bluesky?: { readonly plc: string; readonly handleResolver: string };
  readonly facebook?: { readonly url: string };
  readonly instagram?: { readonly url: string };
  readonly linkedin?: { readonly api: string; readonly web: string };
  readonly pinterest?: { readonly url: string };
  readonly practice?: { readonly url: string; readonly secret: string; readonly honourKeys?: boolean };
  readonly threads?: { readonly url: string };
  readonly tiktok?: { readonly url: string };
  readonly x?: { readonly api: string; readonly web: string };
  readonly youtube?: { readonly url: string };
}

/** A data folder that outlives one start of the app. */
export async function makeDataFolder(servers: Servers = {}): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'linnet-data-'));
  const pointTo = async (to: Servers): Promise<void> => writeFile(join(path, 'developer.json'), JSON.stringify(to));
  await pointTo(servers);
  return {
    path, pointTo,
    within: (work) => {
      const opened = openDatabase({ file: join(path, 'linnet.db'), mustExist: true });
      if (!opened.ok) throw new Error(opened.error.detail);
      try {
        return work(opened.value);
      } finally {
        opened.value.sqlite.close();
      }
    },
    remove: async () => rm(path, { recursive: true, force: true }),
  };
}
