import Store from 'electron-store';
import { preferences as shape, type Preferences } from '#core/contract/app';
import { readPreferences } from './preference-values';

export interface PreferenceStore {
  readonly get: () => Preferences;
  readonly set: (patch: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }) => Preferences;
}

export function createPreferences(folder: string): PreferenceStore {
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: 'preferences', clearInvalidConfig: true });
  return {
    get: () => readPreferences(store.store),
    set: (patch) => {
      const next = shape.parse({ ...readPreferences(store.store), ...patch });
      store.store = next;
      return next;
    },
  };
}
