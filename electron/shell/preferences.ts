import Store from 'electron-store';
import { preferences as shape, type Preferences } from '#core/contract/app';

export const defaults: Preferences = {
  theme: 'system', density: 'comfortable', textScale: 1, contrast: 'system', weekStart: 1, hourCycle: 'system',
  notifyPublished: false, notifyProblems: true, notifyExpiring: true, startAtLogin: false, keepRunningInTray: true,
  railPinned: false, trayOpen: true, lastBrandId: null, backupsToKeep: 14,
};

export interface PreferenceStore {
  readonly get: () => Preferences;
  readonly set: (patch: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }) => Preferences;
}

/** A value that no longer fits falls back to its default; the rest is kept. */
function read(raw: Readonly<Record<string, unknown>>): Preferences {
  const kept = Object.entries(raw).filter(([key, value]) => {
    const field = shape.shape[key as keyof Preferences];
    return field !== undefined && field.safeParse(value).success;
  });
  return shape.parse({ ...defaults, ...Object.fromEntries(kept) });
}

export function createPreferences(folder: string): PreferenceStore {
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: 'preferences', clearInvalidConfig: true });
  return {
    get: () => read(store.store),
    set: (patch) => {
      const next = shape.parse({ ...read(store.store), ...patch });
      store.store = next;
      return next;
    },
  };
}
