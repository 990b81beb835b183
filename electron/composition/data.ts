import { homedir } from 'node:os';
import { app } from 'electron';
import { countPosts } from '#db/counts';
import { schemaVersion } from '#db/migrate';
import type { OpenDatabase } from '#db/open';
import { createData, type DataFeature } from '../features/data/data';
import { shownPath } from '../shell/shown-path';
import type { Features } from './features';
import type { Foundation } from './start-up';

/** Back-ups, checks in the background, and restoring, over the open database. */
export function composeData(foundation: Foundation, opened: OpenDatabase, features: Features): DataFeature {
  const { database, clock, preferences, events, log } = foundation;
  const data = createData<OpenDatabase>({
    file: database.file, work: database.work, clock, changes: features.changes, settings: features.stores.settings,
    counts: { posts: () => countPosts(opened.db), schemaVersion: () => schemaVersion(opened.sqlite) },
    mediaBytes: features.stores.assets.totalBytes,
    backupsToKeep: () => preferences.get().backupsToKeep,
    restart: () => { app.relaunch(); app.quit(); },
    onDamaged: (detail) => {
      log.error('the database is damaged', detail);
      void features.publishing.pauseAll();
      events.send({ type: 'notice', code: 'data-damaged', params: {} });
    },
    onBackupFailed: (code, detail) => {
      log.error('a back-up failed', code, detail);
      events.send({ type: 'notice', code: `backup-${code}`, params: {} });
    },
  });
  return {
    ...data,
    info: () => {
      const info = data.info();
      return { ...info, file: shownPath(info.file, homedir(), process.platform) };
    },
  };
}
