import type { RunResult } from 'better-sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as schema from './schema';

/** What a query needs: the database itself or an open transaction. */
export type Queries = Pick<
  BaseSQLiteDatabase<'sync', RunResult, typeof schema>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'run' | 'get' | 'all' | 'values'
>;

export type PublicationRow = typeof schema.publications.$inferSelect;
