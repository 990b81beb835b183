import { createAccountStore } from '#db/accounts';
import { createBrandRows } from '#db/brands';
import { createCalendarRows } from '#db/calendar';
import { createLabelRows } from '#db/labels';
import { createPostRows } from '#db/posts';
import { createPublicationRows } from '#db/publication-rows';
import { createRevisionRows } from '#db/revisions';
import { createSlotRows } from '#db/slots';
import { createTodayRows } from '#db/today';
import { createTransaction } from '#db/transaction';
import { createUndoRows } from '#db/undo';
import { createBrands } from '#electron/features/brands/brands';
import { createPlanning } from '#electron/features/planning/planning';
import { createPosts } from '#electron/features/posts/posts';
import { createWorld, type World, type WorldOptions } from './publishing-world';

/** The publishing engine with the real planning and composing on the same database: what one writes, the other reads. */
export function createWholeWorld(options: WorldOptions = {}) {
  const w: World = createWorld(options);
  const { db } = w.database;
  const accounts = createAccountStore(db);
  const deps = {
    transaction: createTransaction(db), brands: createBrandRows(db), posts: createPostRows(db), publications: createPublicationRows(db), revisions: createRevisionRows(db),
    labels: createLabelRows(db), slots: createSlotRows(db), calendar: createCalendarRows(db), undo: createUndoRows(db),
    clock: w.clock, newId: w.newId, account: accounts.byId, activity: () => undefined, changes: { changed: () => undefined },
    publisherWake: () => { if (!w.isDead()) w.engine().wake(); },
  };
  const planning = createPlanning(deps);
  const posts = createPosts({ ...deps, journal: planning.journal });
  const brands = createBrands({ ...deps, changeBrandZone: planning.changeBrandZone });
  return { ...w, heldInPause: createTodayRows(db).heldInPause, accounts, planning, posts, brands };
}
export type WholeWorld = ReturnType<typeof createWholeWorld>;
