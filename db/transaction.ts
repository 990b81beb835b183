import type { Db } from './open';

/**
 * All or nothing for work that spans several aggregates. There is one connection and everything is synchronous, so
 * queries prepared on `db` run inside. Takes the write lock at once. A throw rolls back. May be nested.
 */
export const createTransaction = (db: Db) => <T>(work: () => T): T => db.transaction(() => work(), { behavior: 'immediate' });
