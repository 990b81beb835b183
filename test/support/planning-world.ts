import type { Topic } from '#core/changes';
import { HOUR, type Millis } from '#core/clock';
import { createIdSource, type Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { createAccountStore } from '#db/accounts';
import { createBrandRows } from '#db/brands';
import { createCalendarRows } from '#db/calendar';
import { createLabelRows } from '#db/labels';
import { createPostRows } from '#db/posts';
import { createPublicationRows } from '#db/publication-rows';
import { createRevisionRows } from '#db/revisions';
import { createSearchRows } from '#db/search';
import { createSlotRows } from '#db/slots';
import { createTransaction } from '#db/transaction';
import { createUndoRows } from '#db/undo';
import { createBrands } from '#electron/features/brands/brands';
import { createLabels } from '#electron/features/brands/labels';
import { createPlanning } from '#electron/features/planning/planning';
import type { ActivityEntryInput } from '#electron/features/posts/post-store';
import { createPosts } from '#electron/features/posts/posts';
import type { PublicationRow } from '#electron/features/posts/rows';
import { createSearch } from '#electron/features/search/search';
import { createFakeClock } from './fake-clock';
import { createMemoryDb } from './memory-db';

/** Sunday 22 November 2026, nine in the morning in Dublin. */
export const NOW: Millis = Date.UTC(2026, 10, 22, 9, 0);

/** The planning features over a real database in memory, with a clock that is moved by hand. */
export function createPlanningWorld(now: Millis = NOW) {
  const { db, sqlite } = createMemoryDb();
  const clock = createFakeClock(now);
  let bytes = 0;
  const newId = createIdSource(clock.now, (length) => Uint8Array.from({ length }, () => (bytes = (bytes * 31 + 7) % 251)));
  const topics: Topic[] = [];
  const activity: ActivityEntryInput[] = [];
  let wakes = 0;
  const accounts = createAccountStore(db);
  const rows = {
    transaction: createTransaction(db), brands: createBrandRows(db), posts: createPostRows(db), publications: createPublicationRows(db), revisions: createRevisionRows(db),
    labels: createLabelRows(db), slots: createSlotRows(db), calendar: createCalendarRows(db), undo: createUndoRows(db),
  };
  const deps = {
    ...rows, clock, newId, account: accounts.byId, activity: (entry: ActivityEntryInput) => { activity.push(entry); },
    changes: { changed: (...changed: readonly Topic[]) => { topics.push(...changed); } }, publisherWake: () => { wakes += 1; },
  };
  const planning = createPlanning(deps);
  const posts = createPosts({ ...deps, journal: planning.journal });
  const brands = createBrands({ ...deps, changeBrandZone: planning.changeBrandZone });
  const labels = createLabels(deps);
  const search = createSearch({ search: createSearchRows(db), brands: rows.brands.list });

  const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } }): T => {
    if (!result.ok) throw new Error(`refused: ${result.error.code}`);
    return result.value;
  };
  const addBrand = (name = 'Harrow & Clay', timeZone = 'Europe/Dublin'): Id => value(brands.create({ name, colour: 'moss', timeZone })).id;
  const addAccount = (brandId: Id, network: NetworkId = 'practice'): Id => accounts.insert({
    id: newId(), brandId, network, remoteId: newId(), serverUrl: 'http://127.0.0.1', handle: 'harrow', displayName: 'Harrow', profileUrl: 'http://127.0.0.1/harrow', avatarAssetId: null,
    followers: null, loginMethod: 'oauth', health: 'ok', scopes: [], missingScopes: [], limits: null, expiresAt: null, loginEndsAt: null, lastOkAt: null, lastErrorAt: null, lastErrorCode: null, pausedAt: null,
    nativeHandover: true, position: 0, createdAt: clock.now(), updatedAt: clock.now(), deletedAt: null,
  }).id;
  const addPost = (brandId: Id, accountIds: readonly Id[], text = 'The kiln is on', plannedWall: string | null = null) =>
    value(posts.create({ brandId, text, plannedWall, accountIds, media: [] }));
  const setSlots = (accountId: Id, slots: readonly { readonly weekday: number; readonly time: string }[]): void => { accounts.setSlots(accountId, slots, newId, clock.now()); };
  const publication = (id: Id): PublicationRow => {
    const row = rows.publications.byIds([id])[0];
    if (row === undefined) throw new Error('no such publication');
    return row;
  };
  /** As the publisher would: writes, commits, and the network takes it. */
  const publish = (id: Id): void => {
    rows.publications.apply(id, 'schedule', { dueAt: clock.now(), dueWall: '2026-11-22T09:00', dueZone: 'Europe/Dublin' }, clock.now());
    rows.publications.apply(id, 'claim', { committedAt: clock.now() }, clock.now());
    if (!rows.publications.apply(id, 'confirm', { publishedAt: clock.now(), remoteId: 'r1', permalink: 'http://127.0.0.1/r1', wakeAt: null }, clock.now())) throw new Error('not published');
  };
  return {
    db, sqlite, clock, newId, rows, planning, posts, brands, labels, search, accounts, topics, activity, wakes: () => wakes,
    value, addBrand, addAccount, addPost, setSlots, publication, publish,
  };
}
export type PlanningWorld = ReturnType<typeof createPlanningWorld>;

export const inHours = (hours: number): Millis => NOW + hours * HOUR;
