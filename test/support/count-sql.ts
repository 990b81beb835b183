import { readFileSync } from 'node:fs';
import type { Sqlite } from '#db/open';

export interface SqlCount {
  /** Statements that ran, those that begin and end a transaction left out. */
  readonly statements: number;
  /** Rows handed to JavaScript. */
  readonly rows: number;
  /** Transactions that were committed, and single statements that wrote: each waits for the disk. */
  readonly commits: number;
}

type Run = (this: { readonly source: string; readonly readonly: boolean; readonly database: Sqlite }, ...values: unknown[]) => unknown;

/**
 * Counts what is asked of that database from here until the end is called. In the class of all statements, so that those
 * prepared earlier are counted too; one count at a time.
 */
export function countSql(sqlite: Sqlite): () => SqlCount {
  const statement = Object.getPrototypeOf(sqlite.prepare('SELECT 1')) as Record<'all' | 'get' | 'run', Run>;
  const { all, get, run } = statement;
  const count = { statements: 0, rows: 0, commits: 0 };
  const counted = (real: Run, rowsOf: (answer: unknown) => number): Run => function counting(...values) {
    const inTransaction = sqlite.inTransaction;
    const answer = real.apply(this, values);
    if (/^(?:BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)\b/i.test(this.source)) {
      if (/^COMMIT/i.test(this.source)) count.commits += 1;
      return answer;
    }
    count.statements += 1;
    count.rows += rowsOf(answer);
    if (!this.readonly && !inTransaction) count.commits += 1;
    return answer;
  };
  statement.all = counted(all, (answer) => (answer as readonly unknown[]).length);
  statement.get = counted(get, (answer) => (answer === undefined ? 0 : 1));
  statement.run = counted(run, () => 0);
  return () => {
    Object.assign(statement, { all, get, run });
    return count;
  };
}

/** Whether this system says what a process has read. */
export const countsPages = process.platform === 'linux';

/** How many pages of a database file `work` reads: those SQLite does not have in its cache yet. The same each time. */
export function pagesRead(work: () => void): number {
  const bytes = (): number => Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  const before = bytes();
  work();
  return Math.floor((bytes() - before) / 4096);
}
