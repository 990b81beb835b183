import { createAccountStore } from '#db/accounts';
import { createActivityReader, createActivityWriter } from '#db/activity';
import { createAssetStore } from '#db/assets';
import { createBrandRows } from '#db/brands';
import { createCalendarRows } from '#db/calendar';
import { createLabelRows } from '#db/labels';
import { createMetricsStore } from '#db/metrics';
import type { Db } from '#db/open';
import { createPostRows } from '#db/posts';
import { createPublicationRows } from '#db/publication-rows';
import { createPublishingStore } from '#db/publishing';
import { createRevisionRows } from '#db/revisions';
import { createSearchRows } from '#db/search';
import { createPauseStore, createSettingsStore } from '#db/settings';
import { createSlotRows } from '#db/slots';
import { createTodayRows } from '#db/today';
import { createTransaction } from '#db/transaction';
import { createUndoRows } from '#db/undo';

/** Every query of the database, in the shapes the features ask for. */
export const createStores = (db: Db) => ({
  transaction: createTransaction(db),
  accounts: createAccountStore(db), assets: createAssetStore(db), brands: createBrandRows(db), calendar: createCalendarRows(db), labels: createLabelRows(db),
  posts: createPostRows(db), publications: createPublicationRows(db), revisions: createRevisionRows(db), search: createSearchRows(db), settings: createSettingsStore(db),
  slots: createSlotRows(db), undo: createUndoRows(db), publishing: createPublishingStore(db), metrics: createMetricsStore(db), pause: createPauseStore(db),
  today: createTodayRows(db),
  writeActivity: createActivityWriter(db), readActivity: createActivityReader(db),
});
export type Stores = ReturnType<typeof createStores>;
