import type { RunResult } from 'better-sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as schema from './schema';

/** What a query needs: the database itself or an open transaction. */
export type Queries = Pick<
  BaseSQLiteDatabase<'sync', RunResult, typeof schema>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'run' | 'get' | 'all' | 'values'
>;

export type PostRow = typeof schema.posts.$inferSelect;
export type PublicationRow = typeof schema.publications.$inferSelect;
export type BrandRow = typeof schema.brands.$inferSelect;
export type AccountRow = typeof schema.accounts.$inferSelect;
export type LabelRow = typeof schema.labels.$inferSelect;
export type RevisionRow = typeof schema.revisions.$inferSelect;
