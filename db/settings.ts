import { eq } from 'drizzle-orm';
import type { Millis } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Db, Sqlite } from './open';
import { settings } from './schema';

export interface SettingsStore {
  readonly get: (key: string) => JsonObject | null;
  readonly set: (key: string, value: JsonObject, now: Millis) => void;
  readonly remove: (key: string) => void;
}

/** State that must live with the data and not with the app's preferences. */
export const createSettingsStore = (db: Db): SettingsStore => ({
  get: (key) => db.select({ value: settings.value }).from(settings).where(eq(settings.key, key)).get()?.value ?? null,
  set: (key, value, now) => {
    db.insert(settings).values({ key, value, updatedAt: now })
      .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: now } }).run();
  },
  remove: (key) => { db.delete(settings).where(eq(settings.key, key)).run(); },
});

/** Written by `db/distrust.ts`. */
export const LOST_TAIL = 'data.lost-tail';
export const PAUSED_ALL = 'publishing.paused';

export interface Restore {
  readonly at: Millis;
  /** What the file surely knew; null where nobody can say. */
  readonly since: Millis | null;
}

/** Every time that the file was put back or had lost its last writes, the newest first. */
export function readRestores(value: JsonObject | null): readonly Restore[] {
  const entry = (of: unknown): readonly Restore[] => {
    const { at, since } = (typeof of === 'object' && of !== null ? of : {}) as { readonly at?: unknown; readonly since?: unknown };
    return typeof at === 'number' ? [{ at, since: typeof since === 'number' ? since : null }] : [];
  };
  const earlier = value?.['earlier'];
  return [...entry(value), ...(Array.isArray(earlier) ? earlier.flatMap(entry) : [])];
}

/** What a file that was put back surely knew, read without a store: the file is not in use yet. Null where nobody can say. */
export function knownSince(sqlite: Sqlite): Millis | null {
  const value = sqlite.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(LOST_TAIL);
  return value === undefined ? null : readRestores(JSON.parse(value) as JsonObject)[0]?.since ?? null;
}

/** Pause-all; it is written before it takes effect, and a restart finds it. */
export function createPauseStore(db: Db): {
  readonly pausedAt: () => Millis | null; readonly distrustedAt: () => Millis | null; readonly restores: () => readonly Restore[]; readonly setPausedAt: (at: Millis | null, now: Millis) => void;
} {
  const store = createSettingsStore(db);
  const instant = (key: string) => (): Millis | null => {
    const at = store.get(key)?.['at'];
    return typeof at === 'number' ? at : null;
  };
  return {
    pausedAt: instant(PAUSED_ALL),
    distrustedAt: instant(LOST_TAIL),
    restores: () => readRestores(store.get(LOST_TAIL)),
    setPausedAt: (at, now) => { if (at === null) store.remove(PAUSED_ALL); else store.set(PAUSED_ALL, { at }, now); },
  };
}
