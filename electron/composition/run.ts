import { setTimeout } from 'node:timers/promises';
import { app, type MessagePortMain } from 'electron';
import { type AnyRouter, createRouterClient, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { FirstAnswer } from '#core/contract/first-answers';
import { SECOND } from '#core/clock';
import type { PublisherStatus } from '#core/contract/publishing';
import { MAX_VIDEO_BYTES } from '#core/videos/largest';
import type { OpenDatabase } from '#db/open';
import { createAnnouncer } from './announce';
import { createAppProcedures } from './app-api';
import { chaosPublishing, chaosStep, seedChaosSecrets } from './chaos-door';
import { composeData } from './data';
import { type BrandOfNext, createDesktop, type Desktop } from './desktop';
import { createFailureCode } from './failure-code';
import { composeFeatures, type Features } from './features';
import { allAnswers, firstAnswers, type FirstAnswers } from './first-answers';
import { registerOwnLinks } from './own-links';
import { createRecoveryRouter, createRouter } from './router';
import { createFoundation, type Foundation } from './start-up';
import { within } from './within';
import { collectAtRest } from '../shell/heap';
import { openBrowser } from '../shell/browser';
import { openLoginWindow } from '../shell/login-window';
import { claimAgain, startedInTray, startRoute } from '../shell/instance';
import { failuresAsCodes } from '../shell/failures';
import { keepLook, type LookPlace } from '../shell/kept-look';
import { createMediaHandler } from '../shell/media-protocol';
import { createNotify } from '../shell/notifications';
import type { OwnPage } from '../shell/page';
import { resource } from '../shell/paths';
import { onWake } from '../shell/power';
import type { LinnetWindow } from '../shell/window';

/** Of a hundred posts that go out in one second, this many are told. */
const TOLD_AT_ONCE = 12;

/** By then the start is over, and what it compiled is not yet thrown away as unused. */
const KEEP_CODE_AFTER = 10 * SECOND;

let desktop: Desktop | null = null;

/** What the first moments of a start made, before there was anything else. */
export interface Begun {
  /** The window that is loading already; null where there is none to be. */
  readonly shown: { readonly first: LinnetWindow; readonly page: OwnPage; readonly look: LookPlace; readonly kept: Promise<string | null> } | null;
  /** Tells who shows what a second start or a link asks for, at once when one has asked already; answers the route that was asked for until now. */
  readonly onAsked: (show: (route: string | null) => void) => string | null;
  /** Keeps for the next start what this one had to compile. */
  readonly keepCode: () => void;
}

/** Everything behind the window. */
export async function run({ shown, onAsked, keepCode }: Begun): Promise<void> {
  const foundation = createFoundation(app.getPath('userData'));
  const { database, events, log } = foundation;
  app.on('before-quit', foundation.ending.onWish);
  process.on('uncaughtException', (error) => { log.error('defect', error); });
  process.on('unhandledRejection', (error) => { log.error('defect', error); });
  let features: Features | null = null;
  let letGo: () => void = () => undefined;
  let fileOpen = (): boolean => true;
  const memory = collectAtRest(foundation.clock, () => { letGo(); });
  /** The page is there a moment longer than the file: what it asks then is no defect. */
  const askedTooLate = (): boolean => foundation.ending.begun() && !fileOpen();
  const failureCode = createFailureCode(database.name);
  let first: FirstAnswers | null = null;
  let fresh = true;
  /** The window asks for itself when this fails. */
  const textOf = async (answers: Promise<readonly FirstAnswer[]> | undefined): Promise<string> => {
    try {
      return JSON.stringify((await answers) ?? []);
    } catch (error) {
      if (!askedTooLate()) log.error('first answers', error);
      return '[]';
    }
  };
  const procedures = createAppProcedures(foundation, {
    accountCount: () => features?.stores.accounts.all().length ?? 0,
    onSecurity: () => { features?.securityChanged(); },
    onPreferences: () => { desktop?.refresh(); },
    sqliteVersion: () => (features === null ? '' : features.sqliteVersion),
  });
  const recovery: AnyRouter = createRecoveryRouter(procedures, database.starter);
  const begun = database.starter.ready.then(async ({ opened, checked, notices }) => {
    for (const notice of notices) events.send({ type: 'notice', code: notice, params: {} });
    features = begin(foundation, opened);
    fileOpen = () => opened.sqlite.open;
    // Its pages are in the system's cache as well.
    letGo = () => { if (opened.sqlite.open) opened.sqlite.pragma('shrink_memory'); };
    const data = composeData(foundation, opened, features);
    data.start(checked);
    const router = createRouter(procedures, database.starter, data, features);
    closeAtTheEnd(foundation, opened, features, data.stop, shown === null ? null : { place: shown.look, answers: async () => allAnswers(firstAnswers(createRouterClient(router), foundation.clock, () => Promise.resolve())) });
    // What the window shows already was read from this very file.
    if (shown !== null && (await shown.kept) === null) first = firstAnswers(createRouterClient(router), foundation.clock, () => setTimeout(1));
    return router;
  });
  begun.catch((error: unknown) => { log.error('start', error); });

  const ready = async (): Promise<Features> => {
    await begun;
    if (features === null) throw new Error('The media were asked for before there was a database');
    return features;
  };
  shown?.page.serve(
    async () => {
      const router = (await database.starter.startup()).kind === 'ok' ? await begun : recovery;
      // Only the first window gets what was asked ahead, or keeps what it shows: later it would be old.
      const ahead = first;
      first = null;
      const keptStands = fresh && router !== recovery && ahead === null;
      fresh = false;
      const serve = (port: MessagePortMain): void => {
        port.on('message', memory.heard);
        new RPCHandler(router as never, { interceptors: [failuresAsCodes(failureCode), onError((error) => { if (!askedTooLate()) log.error('api', error); })] }).upgrade(port);
      };
      return { serve, first: await textOf(ahead?.frame), more: ahead === null ? null : textOf(ahead.screen), keptStands };
    },
    createMediaHandler({
      thumbnail: async (hash, width) => (await ready()).media.renditions.thumbnail(hash, width), original: (hash) => features?.originalOf(hash) ?? null,
      maxImportBytes: MAX_VIDEO_BYTES, origins: shown.page.origins,
      importStream: async ({ brandId, fileName, stream }) => (await ready()).media.media.importMedia({ brandId, fileName, source: { kind: 'stream', stream } }),
      poster: async (hash, stream) => (await ready()).media.setPoster(hash, stream),
    }),
  );
  if (shown !== null) {
    desktop = createDesktop(foundation, {
      ...shown, inTray: inTray(foundation), togglePause: () => { if (features?.publishing.state().paused === true) features.publishing.resumeAll(); else void features?.publishing.pauseAll(); },
      status: () => features?.desk.status() ?? null,
    });
    const asked = onAsked(desktop.show);
    if (asked !== null) events.send({ type: 'open', route: asked });
  }
  foundation.clock.callAt(foundation.clock.now() + KEEP_CODE_AFTER, keepCode);
  app.once('will-quit', keepCode);
  const startup = await database.starter.startup();
  registerOwnLinks(foundation);
  if (startup.kind === 'ok') return;
  // Only a person can mend it.
  if (inTray(foundation)) desktop?.show(null);
  // After a recovery the page asks again, and gets the whole API.
  claimAgain();
  await begun;
  desktop?.reload();
}

/** Started at log-in, with nothing that a person must do first: a vault waits for its passphrase. */
const inTray = ({ preferences, secrets }: Foundation): boolean => startedInTray() && startRoute() === null && preferences.get().keepRunningInTray && secrets.state().kind !== 'vault';

/** Makes the features and starts what works by itself. */
function begin(foundation: Foundation, opened: OpenDatabase): Features {
  const { clock, newId, http, secrets, online, developer, events, log } = foundation;
  const announcer: { onTopics: ReturnType<typeof createAnnouncer>['onTopics'] } = { onTopics: () => undefined };
  seedChaosSecrets(secrets);
  const features = composeFeatures({
    folder: foundation.folder, sampleFolder: resource('sample'), opened, clock, newId, http, secrets, online, developer, events,
    onTopics: (topics) => { announcer.onTopics(topics); },
    openBrowser: async (url) => {
      const outcome = await openBrowser(url);
      // Never the address: it belongs to one login.
      if (outcome !== 'opened') log.info('the browser was not opened', outcome);
      return outcome;
    },
    openLoginWindow: (page, told) => openLoginWindow(page, told, desktop?.window() ?? null),
    pickFiles: async () => desktop?.pickImages() ?? [], onDefect: (error) => { log.error('defect', error); }, onStep: chaosStep(), publishingOptions: chaosPublishing(),
  });
  if (desktop !== null) {
    const { show, showStatus } = desktop;
    announcer.onTopics = createAnnouncer({
      status: features.desk.status, needs: () => features.desk.needs(null), recent: () => features.stores.today.recent(null, TOLD_AT_ONCE), now: clock.now, preferences: foundation.preferences.get, notify: createNotify(show),
      showStatus: (status) => { showStatus(status, brandOfNext(features, status)); }, soon: (fn) => { clock.callAt(clock.now() + 250, fn); }, isOver: () => !opened.sqlite.open,
    }).onTopics;
    announcer.onTopics(['publishing']);
  }
  void features.sample.tidy();
  // Before anything is sent: other rules for time zones mean other instants.
  features.planning.recomputeZones(process.versions['tz'] ?? process.versions['icu'] ?? process.versions.node);
  online.start();
  online.onChange((isOnline) => { if (isOnline) { features.publishing.wake(); features.tokenKeeper.wake(); } });
  onWake(() => { features.publishing.wake(); features.tokenKeeper.wake(); });
  // The practice network may hang; the real ones must not wait for it.
  void within(clock, 10_000, features.startPractice()).then(() => {
    if (foundation.ending.begun()) return;
    features.publishing.start();
    features.tokenKeeper.start();
    features.mediaHost.start();
  });
  return features;
}

function brandOfNext({ stores }: Features, { next }: PublisherStatus): BrandOfNext | null {
  const post = next === null ? null : stores.posts.byId(next.postId);
  const brand = post === null ? null : stores.brands.byId(post.brandId);
  return brand === null ? null : { zone: brand.timeZone, name: stores.brands.list().length > 1 ? brand.name : null };
}

/**
 * What may be public already gets its time to answer, then the file is closed.
 * @param look what the next window is shown until its file is open
 */
function closeAtTheEnd(foundation: Foundation, opened: OpenDatabase, features: Features, stopData: () => void, look: { readonly place: LookPlace; readonly answers: () => Promise<string> } | null): void {
  foundation.ending.at('close the file', async () => {
    await Promise.allSettled([features.publishing.stop(), features.tokenKeeper.stop()]);
    const answers = await look?.answers().catch((error: unknown) => { foundation.log.error('kept look', error); return null; }) ?? null;
    stopData();
    foundation.online.stop();
    features.close();
    foundation.database.file.close(opened);
    foundation.database.close();
    if (look !== null && answers !== null) keepLook(look.place, answers);
  });
}
