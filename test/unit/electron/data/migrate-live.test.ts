import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMigration, migrations, schemaVersion } from '#db/migrate';
import { startDatabase } from '#electron/features/data/start-database';
import { dataFile, NOW, startIn, workHereWith } from '#test/support/data-file';
import { tempFolder } from '#test/support/temp-folder';

it('a file is brought up to date elsewhere while it is open here, so that the window answers meanwhile', async () => {
  const folder = tempFolder();
  const { opened } = await startIn(folder);
  if (opened !== null) dataFile(folder).close(opened);
  const more = [...migrations, createMigration('9999_next', 'CREATE TABLE next (id TEXT) STRICT;')];
  const asked: string[] = [];
  const work = workHereWith(more);
  const started = await startDatabase({ file: dataFile(folder, more), work: { ...work, migrate: async (file, now) => { asked.push(file); return work.migrate(file, now); } }, now: () => NOW });
  expect(asked).toEqual([join(folder, 'linnet.db')]);
  expect(started.startup).toEqual({ kind: 'ok' });
  if (started.opened === null) throw new Error('did not open');
  expect(schemaVersion(started.opened.sqlite)).toBe(more.length);
  expect(started.opened.sqlite.prepare('SELECT count(*) FROM next').pluck().get()).toBe(0);
  dataFile(folder, more).close(started.opened);
});
