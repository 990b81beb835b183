import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { focus } from '#core/pictures/focus';
import { asset, id, mediaUse, millis, resultOf } from './shapes';

export const themes = ['system', 'light', 'dark'] as const;
/** What a person may set about the app itself; kept by electron-store, not in the database. */
export const preferences = z.object({
  theme: z.enum(themes), density: z.enum(['comfortable', 'compact']), textScale: z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]),
  contrast: z.enum(['system', 'more']), weekStart: z.union([z.literal(1), z.literal(7), z.literal(6)]), hourCycle: z.enum(['system', 'h23', 'h12']),
  notifyPublished: z.boolean(), notifyProblems: z.boolean(), notifyExpiring: z.boolean(),
  startAtLogin: z.boolean(), keepRunningInTray: z.boolean(), railPinned: z.boolean(), trayOpen: z.boolean(),
  lastBrandId: id.nullable(), backupsToKeep: z.number().int().min(3).max(365),
});
export type Preferences = z.infer<typeof preferences>;

/** Which data changed, so that the window reads it again. */
export const topics = ['brands', 'accounts', 'posts', 'calendar', 'publishing', 'activity', 'media', 'preferences', 'security', 'data', 'media-host'] as const;
export const appEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('changed'), topics: z.array(z.enum(topics)) }),
  /** A notification, menu, tray or link wants this place: `/calendar`, `/compose/<id>`, `/publication/<id>` … */
  z.object({ type: z.literal('open'), route: z.string().max(500) }),
  z.object({ type: z.literal('command'), command: z.enum(['compose', 'palette', 'undo', 'toggle-theme', 'pause-all', 'resume-all']) }),
  z.object({ type: z.literal('notice'), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
]);
export type AppEvent = z.infer<typeof appEvent>;

export const backup = z.object({ file: z.string(), at: millis, bytes: z.number(), reason: z.enum(['daily', 'before-migration', 'by-hand', 'damaged']), good: z.boolean() });
export type Backup = z.infer<typeof backup>;

export const startup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok') }),
  /** `keptAs` is the damaged file's new name in the back-up folder; empty when the file was gone. */
  z.object({ kind: z.literal('damaged'), keptAs: z.string(), backups: z.array(backup) }),
  z.object({ kind: z.literal('newer-version'), fileVersion: z.number(), appVersion: z.number() }),
  z.object({ kind: z.literal('read-only'), folder: z.string() }),
  z.object({ kind: z.literal('disk-full'), folder: z.string() }),
  /** Another program holds the file locked. */
  z.object({ kind: z.literal('file-busy'), file: z.string() }),
]);
export type Startup = z.infer<typeof startup>;

export const security = z.object({
  /** `keyring`: the OS keyring guards the tokens; `vault`: a passphrase does; `none`: neither yet, so nothing can be connected. */
  kind: z.enum(['keyring', 'vault', 'none']), backend: z.string(), locked: z.boolean(), accounts: z.number().int(),
});

export const app = {
  info: oc.output(z.object({ version: z.string(), electron: z.string(), chrome: z.string(), node: z.string(), sqlite: z.string(), platform: z.string(), dataFolder: z.string(), oldRuntime: z.boolean(), locale: z.string(), timeZone: z.string() })),
  startup: oc.output(startup),
  /** Ends the damaged state: take a back-up, or start a new file (the damaged one stays where it is). */
  recover: oc.input(z.discriminatedUnion('choice', [z.object({ choice: z.literal('backup'), file: z.string().max(300) }), z.object({ choice: z.literal('new') }), z.object({ choice: z.literal('again') })])).output(resultOf(startup)),
  events: oc.output(eventIterator(appEvent)),
  preferences: { get: oc.output(preferences), set: oc.input(preferences.partial()).output(preferences) },
  /** http and https only; opens in the system browser. */
  openExternal: oc.input(z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000) })).output(resultOf(z.null())),
  openDataFolder: oc.output(z.null()),
  data: {
    /** `file` is for reading: the home folder is `~` in it. */
    info: oc.output(z.object({ file: z.string(), bytes: z.number(), mediaBytes: z.number(), posts: z.number(), schemaVersion: z.number(), backups: z.array(backup), lastCheckAt: millis.nullable() })),
    backupNow: oc.output(resultOf(backup)),
    restore: oc.input(z.object({ file: z.string().max(300) })).output(resultOf(z.null())),
  },
  security: {
    get: oc.output(security),
    createVault: oc.input(z.object({ passphrase: z.string().max(1_000) })).output(resultOf(security)),
    unlockVault: oc.input(z.object({ passphrase: z.string().max(1_000) })).output(resultOf(security)),
    lockVault: oc.output(security),
  },
};

const side = z.number().int().min(1).max(100_000);

/** The bytes go by `POST linnet-media://import/<brandId>?name=…`, which answers the same asset or error as JSON. */
export const media = {
  list: oc.input(z.object({ brandId: id, limit: z.number().int().min(1).max(500).default(200) })).output(z.array(asset)),
  get: oc.input(z.object({ ids: z.array(id).max(200) })).output(z.array(asset)),
  setAlt: oc.input(z.object({ id, alt: z.string().max(5_000) })).output(resultOf(asset)),
  /** For every cut from now on, whichever network it is for; null: Linnet looks for it. The way back is the same call with what was there. */
  setFocus: oc.input(z.object({ id, focus: focus.nullable() })).output(resultOf(asset)),
  /** Opens the system's file picker; answers what was imported, in order, and what was refused. */
  pick: oc.input(z.object({ brandId: id })).output(z.object({ imported: z.array(asset), refused: z.array(z.object({ fileName: z.string(), error: z.string() })) })),
  /**
   * Fits a picture to a network that would refuse it: a copy as a new asset; the original stays. The copy is of one of
   * `mimeTypes`, so that a mended size is not a refused type. `likeness` (0 to 1) is how much of it the eye keeps; null
   * where nothing was lost or nobody compared. Stopping the call stops the work.
   */
  fit: oc.input(z.object({
    use: mediaUse, maxBytes: z.number().int().min(1_000).nullable(), maxPixels: z.number().int().min(1_000).nullable(),
    mimeTypes: z.array(z.string().max(100)).min(1).max(200), animated: z.enum(['moves', 'still', 'refused']),
    minWidth: side.nullable(), maxWidth: side.nullable(), ratio: z.object({ min: z.number().positive(), max: z.number().positive() }).nullable(),
    moving: z.object({ maxFrames: side, maxWidth: side.nullable(), maxHeight: side.nullable(), maxPixelsInAll: z.number().int().positive().optional() }).nullable(),
    shape: z.enum(['keep', 'crop', 'pad']), /** null: the picture's own. */
    focus: focus.nullable(),
  })).output(resultOf(z.object({ asset, likeness: z.number().nullable() }))),
};
