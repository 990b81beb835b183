import { type SQL, sql } from 'drizzle-orm';

/** Letters in a row that `posts_bin_fts` knows. */
const ROW = 3;
const HIGHEST = '\u{10FFFF}';

/** As FTS5 folds a letter: into another single one, or not at all. */
function foldLetter(letter: string): string {
  const [folded = letter, ...more] = letter.toUpperCase().toLowerCase();
  return more.length === 0 ? folded : letter;
}

/**
 * The rows of `bin_search` whose post says this piece somewhere, in any case of its letters.
 * @param piece not empty, without spaces around it
 */
export function rowsInBin(piece: string): SQL {
  const letters = [...piece];
  if (letters.length >= ROW) return sql`SELECT rowid AS row FROM posts_bin_fts WHERE posts_bin_fts MATCH ${`"${piece.replaceAll('"', '""')}"`}`;
  const beginningWith = (letter: string): SQL => sql`SELECT doc AS row FROM posts_bin_letters WHERE term >= ${letter} AND term <= ${letter + HIGHEST.repeat(ROW - letters.length)}`;
  const folded = letters.map(foldLetter).join('');
  // A letter that SQLite's table is too old to fold stands there as it was written.
  return sql`SELECT row FROM (${beginningWith(folded)}) UNION SELECT row FROM (${beginningWith(piece)})`;
}
