import { app, dialog, protocol } from 'electron';
import type { AnyRouter } from '@orpc/server';
import type { OpenDatabase } from '#db/open';
import { createAnnouncer } from './composition/announce';
import { createAppProcedures } from './composition/app-api';
import { chaosPublishing, chaosStep, isChaos, seedChaosSecrets } from './composition/chaos-door';
import { composeData } from './composition/data';
import { createDesktop, type Desktop } from './composition/desktop';
import { composeFeatures, type Features } from './composition/features';
import { createRecoveryRouter, createRouter } from './composition/router';
import { createFoundation, type Foundation } from './composition/start-up';
import { within } from './composition/within';
import { MAX_IMPORT_BYTES } from './features/media/media';
import { appScheme } from './shell/app-protocol';
import { openBrowser } from './shell/browser';
import { claimAgain, claimSingleInstance, startRoute } from './shell/instance';
import { handleMedia, mediaScheme } from './shell/media-protocol';
import { createNotify } from './shell/notifications';
import { resource } from './shell/paths';
import { onWake } from './shell/power';
import { words } from './shell/words';

/** Of a hundred posts that go out in one second, this many are told. */
const TOLD_AT_ONCE = 12;

let desktop: Desktop | null = null;
let route: string | null = startRoute();

protocol.registerSchemesAsPrivileged([appScheme, mediaScheme]);
// The prebuilt SQLite fits every runtime that users get: there, nobody can name another file to load.
if (Number(process.versions['napi']) >= 10) delete process.env['LINNET_SQLITE_BINDING'];
const dataFolder = process.env['LINNET_DATA_DIR'];
if (dataFolder !== undefined && dataFolder !== '') app.setPath('userData', dataFolder);

if (claimSingleInstance((asked) => { if (desktop === null) route = asked ?? route; else desktop.show(asked); })) {
  // Never awaited at the top level: Electron is not ready before this module has ended.
  app.whenReady().then(run).catch((error: unknown) => {
    dialog.showErrorBox(words.dialog.cannotStart, error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  process.stderr.write(`${words.notify.secondCopy.title}. ${words.notify.secondCopy.body}\n`);
  app.quit();
}

async function run(): Promise<void> {
  const foundation = createFoundation(app.getPath('userData'));
  const { database, events, log } = foundation;
  process.on('uncaughtException', (error) => { log.error('defect', error); });
  process.on('unhandledRejection', (error) => { log.error('defect', error); });
  let features: Features | null = null;
  const procedures = createAppProcedures(foundation, {
    accountCount: () => features?.stores.accounts.all().length ?? 0,
    onSecurity: () => { features?.securityChanged(); },
    sqliteVersion: () => (features === null ? '' : features.sqliteVersion),
  });
  const recovery: AnyRouter = createRecoveryRouter(procedures, database.starter);
  const begun = database.starter.ready.then(({ opened, checked, notices }) => {
    for (const notice of notices) events.send({ type: 'notice', code: notice, params: {} });
    features = begin(foundation, opened);
    const data = composeData(foundation, opened, features);
    data.start(checked);
    endInOrder(foundation, opened, features, data.stop);
    return createRouter(procedures, database.starter, data, features);
  });
  begun.catch((error: unknown) => { log.error('start', error); });

  // Before the window: a page never learns of a scheme that is served only after it was loaded.
  const ready = async (): Promise<Features> => {
    await begun;
    if (features === null) throw new Error('The media were asked for before there was a database');
    return features;
  };
  handleMedia(protocol, {
    thumbnail: async (hash, width) => (await ready()).media.renditions.thumbnail(hash, width), original: (hash) => features?.originalOf(hash) ?? null,
    maxImportBytes: MAX_IMPORT_BYTES, get origins() { return desktop?.origins ?? []; },
    importStream: async ({ brandId, fileName, stream }) => (await ready()).media.media.importMedia({ brandId, fileName, source: { kind: 'stream', stream } }),
  });
  if (!isChaos()) {
    desktop = createDesktop(foundation, {
      router: async (): Promise<AnyRouter> => ((await database.starter.startup()).kind === 'ok' ? begun : recovery),
      togglePause: () => { if (features?.publishing.state().paused === true) features.publishing.resumeAll(); else void features?.publishing.pauseAll(); },
    });
    if (route !== null) events.send({ type: 'open', route });
  }
  const startup = await database.starter.startup();
  if (startup.kind === 'ok') return;
  // After a recovery the page asks again, and gets the whole API.
  claimAgain();
  await begun;
  desktop?.reload();
}

/** Makes the features and starts what works by itself. */
function begin(foundation: Foundation, opened: OpenDatabase): Features {
  const { clock, newId, http, secrets, online, developer, events, log } = foundation;
  const announcer: { onTopics: ReturnType<typeof createAnnouncer>['onTopics'] } = { onTopics: () => undefined };
  seedChaosSecrets(secrets);
  const features = composeFeatures({
    folder: foundation.folder, sampleFolder: resource('sample'), opened, clock, newId, http, secrets, online, developer, events,
    onTopics: (topics) => { announcer.onTopics(topics); }, openBrowser,
    pickFiles: async () => desktop?.pickImages() ?? [], onDefect: (error) => { log.error('defect', error); }, onStep: chaosStep(), publishingOptions: chaosPublishing(),
  });
  if (desktop !== null) {
    const shown = desktop;
    announcer.onTopics = createAnnouncer({
      status: features.desk.status, needs: () => features.desk.needs(null), recent: () => features.stores.today.recent(null, TOLD_AT_ONCE), now: clock.now, preferences: foundation.preferences.get, notify: createNotify((to) => { shown.show(to); }),
      showStatus: shown.showStatus, soon: (fn) => { clock.callAt(clock.now() + 250, fn); },
    }).onTopics;
    announcer.onTopics(['publishing']);
  }
  // Before anything is sent: other rules for time zones mean other instants.
  features.planning.recomputeZones(process.versions['tz'] ?? process.versions['icu'] ?? process.versions.node);
  online.start();
  online.onChange((isOnline) => { if (isOnline) { features.publishing.wake(); features.tokenKeeper.wake(); } });
  onWake(() => { features.publishing.wake(); features.tokenKeeper.wake(); });
  // The practice network may hang; the real ones must not wait for it.
  void within(clock, 10_000, features.startPractice()).then(() => {
    if (foundation.ending) return;
    features.publishing.start();
    features.tokenKeeper.start();
  });
  return features;
}

/** Quits once: what may be public already gets its time to answer, then the file is closed. */
function endInOrder(foundation: Foundation, opened: OpenDatabase, features: Features, stopData: () => void): void {
  let ended = false;
  app.on('before-quit', (event) => {
    desktop?.leave();
    if (ended) return;
    event.preventDefault();
    if (foundation.ending) return;
    foundation.ending = true;
    void Promise.allSettled([features.publishing.stop(), features.tokenKeeper.stop()]).then(() => {
      stopData();
      foundation.online.stop();
      features.close();
      foundation.database.file.close(opened);
      foundation.database.close();
      ended = true;
      app.quit();
    });
  });
}
