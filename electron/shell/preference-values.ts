import { preferences as shape, type Preferences } from '#core/contract/app';

export const usualPreferences: Preferences = {
  theme: 'system', density: 'comfortable', textScale: 1, contrast: 'system', weekStart: 1, hourCycle: 'system',
  notifyPublished: false, notifyProblems: true, notifyExpiring: true, startAtLogin: false, keepRunningInTray: true,
  railPinned: false, trayOpen: true, lastBrandId: null, backupsToKeep: 14,
};

/** A value that no longer fits falls back to its default; the rest is kept. */
export function readPreferences(raw: Readonly<Record<string, unknown>>): Preferences {
  const kept = Object.entries(raw).filter(([key, value]) => {
    // Own names only: a file may well say "constructor".
    return Object.hasOwn(shape.shape, key) && shape.shape[key as keyof Preferences].safeParse(value).success;
  });
  return shape.parse({ ...usualPreferences, ...Object.fromEntries(kept) });
}
