import type { Sqlite } from './open';

/**
 * `quick` reads every page and checks structure, types and NOT NULL; `full` also compares indexes with tables and checks
 * foreign keys. Seen on 264 MB (50,000 posts): 0.9 s and 2.4 s, which is why big files are checked in a worker.
 */
export type CheckLevel = 'quick' | 'full';

/** SQLite's complaints; empty when there are none. Throws only what is not about the file. */
export function integrityProblems(sqlite: Sqlite, level: CheckLevel): readonly string[] {
  try {
    const lines = sqlite.prepare<[], string>(`PRAGMA ${level === 'quick' ? 'quick_check' : 'integrity_check'}(20)`).pluck().all();
    const problems = lines.filter((line) => line !== 'ok');
    if (problems.length > 0 || level === 'quick') return problems;
    const dangling = sqlite.pragma('foreign_key_check') as readonly unknown[];
    return dangling.length === 0 ? [] : [`${dangling.length} rows point nowhere`];
  } catch (cause) {
    // A badly broken page can end the check itself with an error.
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^SQLITE_(?:CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ)/.test(cause.code)) return [cause.message];
    throw cause;
  }
}

/** The search indexes can be made again from the posts: damage in nothing else is mended, not reported. */
export const onlySearchDamaged = (problems: readonly string[]): boolean =>
  problems.length > 0 && problems.every((line) => /posts_(?:fts|cjk|bin_fts)/.test(line));

/** Fills the search indexes again from the posts, `posts_cjk` and `posts_bin_fts` by the triggers of the tables that number their rows. One transaction. */
export function rebuildSearch(sqlite: Sqlite): void {
  sqlite.transaction(() => {
    for (const index of ['posts_fts', 'posts_cjk', 'posts_bin_fts']) sqlite.exec(`INSERT INTO ${index} (${index}) VALUES ('delete-all')`);
    sqlite.exec('DELETE FROM post_search');
    sqlite.exec('INSERT INTO post_search (post_id) SELECT id FROM posts WHERE deleted_at IS NULL ORDER BY updated_at, id');
    sqlite.exec('DELETE FROM bin_search');
    sqlite.exec('INSERT INTO bin_search (post_id) SELECT id FROM posts WHERE deleted_at IS NOT NULL ORDER BY deleted_at, id');
    sqlite.exec('INSERT INTO posts_fts (rowid, brand, text, own) SELECT s.row, v.brand, v.text, v.own FROM post_search s JOIN posts_searchable v ON v.post_id = s.post_id');
  }).immediate();
}
