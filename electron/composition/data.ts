import { app } from 'electron';
import { countPosts } from '#db/counts';
import { schemaVersion } from '#db/migrate';
import type { OpenDatabase } from '#db/open';
import { createData } from '../features/data/data';
import type { Features } from './features';
import type { Foundation } from './start-up';

/** Back-ups, checks in the background, and restoring, over the open database. */
export function composeData(foundation: Foundation, opened: OpenDatabase, features: Features) {
  const { database, clock, preferences, events, log } = foundation;
  return createData<OpenDatabase>({
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
}
