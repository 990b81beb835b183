import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMetaStore, openPracticeDb } from '#electron/practice-network/store/open';
import { tempFolder } from '#test/support/temp-folder';

it('a broken file of the practice network is set aside, and it begins anew', () => {
  const file = join(tempFolder(), 'practice-network.db');
  writeFileSync(file, 'this is no database, and it is longer than a header of one '.repeat(4));
  const db = openPracticeDb(file, process.env['LINNET_SQLITE_BINDING']);
  createMetaStore(db).set('port', '4711');
  db.close();
  expect(readFileSync(`${file}.unreadable`, 'utf8')).toContain('this is no database');
  const again = openPracticeDb(file, process.env['LINNET_SQLITE_BINDING']);
  expect(createMetaStore(again).get('port')).toBe('4711');
  again.close();
});
