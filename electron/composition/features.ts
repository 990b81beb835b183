import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { ActivityCode } from '#core/activity';
import type { Topic } from '#core/changes';
import type { Clock } from '#core/clock';
import type { AppEvent } from '#core/contract/app';
import type { EventFeed } from '#core/event-feed';
import type { Id, NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import { dayRange, toWallDate } from '#core/time';
import { kindOf } from '#core/videos/probe';
import type { OpenDatabase } from '#db/open';
import type { Http } from '../connectors/http/http';
import { createLoginWindow, type OpensWindow } from '../connectors/oauth/login-window';
import { createLoopbackListen } from '../connectors/oauth/loopback';
import { refreshEarlyAt } from '../connectors/oauth/refresh-policy';
import { createAccounts } from '../features/accounts/accounts';
import { createAppKeys } from '../features/accounts/app-keys';
import { createLogins, type LoginDeps } from '../features/accounts/connect';
import { createDestinations } from '../features/accounts/destinations';
import { createSessions } from '../features/accounts/sessions';
import { createTerms } from '../features/accounts/terms';
import { createTokenKeeper } from '../features/accounts/token-keeper';
import { createBrands } from '../features/brands/brands';
import { createLabels } from '../features/brands/labels';
import { createPlanning } from '../features/planning/planning';
import { createEditKeeper } from '../features/posts/edited';
import { createMentions } from '../features/posts/mentions';
import { createPosts } from '../features/posts/posts';
import { createDesk } from '../features/publishing/desk';
import { createPublishing } from '../features/publishing/publishing';
import type { PublishingOptions } from '../features/publishing/ports';
import type { OnStep } from '../features/publishing/steps';
import { createSample } from '../features/sample/sample';
import { createSearch } from '../features/search/search';
import type { Online } from '../shell/online';
import { createPracticeProcess } from '../shell/practice-process';
import type { SecretStore } from '../shell/secrets';
import { createRegistry } from './connectors';
import type { DeveloperSettings } from './developer-settings';
import { composeMedia } from './media';
import { composeMediaHost } from './media-host';
import { withPracticeServer } from './practice-logins';
import { createPreflightPort } from './preflight';
import { createSamplePorts } from './sample';
import { createStores } from './stores';

/** What a Mastodon server gave us when we introduced ourselves. */
const registration = z.object({ clientId: z.string(), clientSecret: z.string(), scopes: z.string() });

export interface FeatureDeps {
  readonly folder: string;
  readonly sampleFolder: string;
  readonly opened: OpenDatabase;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly online: Online;
  readonly developer: DeveloperSettings;
  readonly events: EventFeed<AppEvent>;
  readonly onTopics: (topics: readonly Topic[]) => void;
  readonly openBrowser: LoginDeps['openBrowser'];
  readonly openLoginWindow: OpensWindow;
  readonly pickFiles: () => Promise<readonly string[]>;
  readonly onDefect: (error: unknown) => void;
  readonly onStep?: OnStep | undefined;
  /** Anything but empty only in the chaos run. */
  readonly publishingOptions: PublishingOptions;
}

/** Makes every feature over one open database. Nothing starts here. */
export function composeFeatures(deps: FeatureDeps) {
  const { clock, newId, http, secrets, developer, events } = deps;
  const stores = createStores(deps.opened.db);
  const changes = { changed: (...topics: readonly Topic[]) => { events.send({ type: 'changed', topics: [...topics] }); deps.onTopics(topics); } };
  // Planning and publishing name each other: planning wakes the scheduler, publishing asks for free slots.
  const publisherWake = (): void => { publishing.wake(); };
  const log = (entry: { readonly code: ActivityCode; readonly brandId: Id | null; readonly accountId?: Id | null | undefined; readonly postId?: Id | null; readonly publicationId?: Id | null; readonly params?: JsonObject | undefined; readonly answer?: unknown }): void => {
    stores.writeActivity([{
      id: newId(), at: clock.now(), brandId: entry.brandId, accountId: entry.accountId ?? null, postId: entry.postId ?? null, publicationId: entry.publicationId ?? null,
      attemptId: null, code: entry.code, params: entry.params ?? {}, answer: (entry.answer ?? null) as JsonObject | null,
    }]);
  };

  const practice = createPracticeProcess({ dataFile: `${deps.folder}/practice-network.db` }, developer.practice === undefined ? null : { base: developer.practice.url, secret: developer.practice.secret }, clock);
  const registrations = {
    get: (serverUrl: string) => { const found = secrets.get(`app:${serverUrl}`); return found.ok ? (registration.safeParse(found.value).data ?? null) : null; },
    set: (serverUrl: string, registration: object) => { secrets.set(`app:${serverUrl}`, registration as JsonObject); },
  };
  const mediaHost = composeMediaHost({ http, clock, store: stores.settings, secrets, changes, onDefect: deps.onDefect });
  const connectors = createRegistry({ http, clock, registrations, practiceBase: practice.base, developer, mediaHost: mediaHost.forAccount });
  const media = composeMedia({ folder: deps.folder, clock, newId, store: stores.assets, changes, pickFiles: deps.pickFiles });

  const sessions = createSessions({ store: stores.accounts, secrets, connectors, clock, onHealthChange: () => {
    changes.changed('accounts', 'publishing', 'activity');
    publisherWake();
    tokenKeeper.wake();
  } });
  const logAccount = (accountId: Id, brandId: Id, code: ActivityCode, params?: JsonObject, answer?: unknown): void => { log({ code, brandId, accountId, params, answer }); };
  const accounts = createAccounts({
    store: stores.accounts, sessions, secrets, connectors, clock, newId, changes, log: logAccount, publisherWake,
    dayRange: (now, zone) => dayRange(toWallDate(now, zone), zone),
    monthStart: (now, zone) => dayRange(`${toWallDate(now, zone).slice(0, 7)}-01`, zone).from,
  });
  const tokenKeeper = createTokenKeeper({
    store: stores.accounts, sessions, clock, random: Math.random, isOnline: deps.online.isOnline, refreshAt: (expiresAt, now, random, network) => refreshEarlyAt(expiresAt, now, random(), connectors.get(network)?.account.renewEarlyMs ?? 0),
    onDefect: deps.onDefect,
    onRenewed: (accountId, renewed, code) => {
      const row = stores.accounts.byId(accountId);
      if (row !== null) logAccount(accountId, row.brandId, renewed ? 'token-renewed' : 'token-renew-failed', code === null ? {} : { code });
      changes.changed('accounts');
    },
  });
  const appKeys = createAppKeys({ store: stores.accounts, secrets, connectors });
  const logins = createLogins({
    store: stores.accounts, secrets, appKeys, sessions, connectors, clock, newId, openBrowser: deps.openBrowser, listen: (signal) => createLoopbackListen({ clock, signal }),
    inWindow: (signal, onOpen) => createLoginWindow({ clock, signal, open: deps.openLoginWindow, onOpen }),
    onPage: () => { changes.changed('accounts'); },
    onConnected: (row, again) => {
      logAccount(row.id, row.brandId, again ? 'account-reconnected' : 'account-connected');
      changes.changed('accounts', 'publishing', 'calendar', 'security');
      publisherWake();
      tokenKeeper.wake();
    },
  });

  const planningDeps = {
    clock, newId, transaction: stores.transaction, brands: stores.brands, posts: stores.posts, publications: stores.publications, revisions: stores.revisions, labels: stores.labels,
    slots: stores.slots, calendar: stores.calendar, undo: stores.undo, account: (id: Id) => { const row = accounts.forPlanning(id); return row === null ? null : { ...row, mediaHost: mediaHost.isSet() }; }, activity: log, changes, publisherWake,
  };
  const planning = createPlanning(planningDeps);
  const posts = createPosts({ ...planningDeps, journal: planning.journal });
  const brands = createBrands({ ...planningDeps, changeBrandZone: planning.changeBrandZone });
  const sample = createSample({
    ...planningDeps, settings: stores.settings,
    writeHistory: (publication, lines) => {
      const { id: publicationId, brandId, accountId, postId } = publication;
      stores.writeActivity(lines.map((entry) => ({ ...entry, id: newId(), brandId, accountId, postId, publicationId, attemptId: null })));
    },
    localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...createSamplePorts({ folder: deps.sampleFolder, stores, secrets, practice, http, clock, newId, media: media.media, library: media.library, onDefect: deps.onDefect }),
  });

  const publishing = createPublishing({
    clock, newId, randomBytes: (length) => randomBytes(length), random: Math.random, soon: setImmediate, store: stores.publishing, metrics: stores.metrics, pause: stores.pause,
    connectors, sessions, mediaFor: (use, target) => media.renditions.outgoing(use, target),
    mediaKind: ({ assetId }) => kindOf(stores.assets.byIds([assetId])[0] ?? { mime: '' }),
    preflight: createPreflightPort(stores.assets, mediaHost.isSet), online: deps.online,
    nextSlot: planning.slotFor, edits: createEditKeeper(planningDeps), changes, onDefect: deps.onDefect, ...(deps.onStep === undefined ? {} : { onStep: deps.onStep }),
  }, deps.publishingOptions);

  const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
  const desk = createDesk({
    clock, publishing, rows: stores.today, publications: stores.publications, activity: stores.readActivity, metrics: stores.metrics, brands: stores.brands.list,
    chips: ({ brandId, from, to }) => planning.calendar({ brandId, from, to, filter: {} }), localZone,
    renewsItself: (network) => connectors.get(network)?.account.refresh !== undefined,
  });

  let closed = false;
  return {
    mentions: createMentions({ connectors, clock, isOnline: deps.online.isOnline }),
    stores, changes, practice, connectors, media, mediaHost, accounts, appKeys, destinations: createDestinations({ sessions }), terms: createTerms({ sessions }), tokenKeeper, planning, posts, brands, sample, publishing, desk,
    /** SQLite's own version, for the about page. */
    sqliteVersion: String(deps.opened.sqlite.prepare('SELECT sqlite_version()').pluck().get()),
    /** A picture of the library by its hash, for the media scheme. */
    originalOf: (hash: string): { readonly path: string; readonly mime: string } | null => {
      const mime = stores.assets.mimeOf(hash);
      const path = media.library.original(hash);
      return mime === null || path === null ? null : { path, mime };
    },
    /** The keyring or vault opened or closed: what waited for it goes on at once. */
    securityChanged: (): void => {
      if (!secrets.state().locked) for (const account of stores.accounts.all()) stores.accounts.wakeWaiting(account.id, clock.now());
      publisherWake();
      tokenKeeper.wake();
    },
    /** The practice network's server runs whenever an account of it is connected. */
    startPractice: async (): Promise<void> => {
      if (!stores.accounts.all().some((account) => account.network === 'practice' && account.health === 'ok')) return;
      try {
        await practice.running();
      } catch (error) {
        // Linnet may end before its practice network has begun, by its own will.
        if (!closed) deps.onDefect(error);
      }
    },
    logins: withPracticeServer(logins, practice.running, deps.onDefect),
    labels: createLabels(planningDeps),
    search: createSearch({ search: stores.search, brands: stores.brands.list }),
    close: () => { closed = true; mediaHost.stop(); media.close(); practice.stop(); logins.stop(); },
  };
}
export type Features = ReturnType<typeof composeFeatures>;
