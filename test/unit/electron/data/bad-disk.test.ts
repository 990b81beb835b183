import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runDatabaseJob } from '#db/database-work';
import { createMigration, migrate, migrations } from '#db/migrate';
import { openDatabase } from '#db/open';
import { createStarter } from '#electron/features/data/starter';
import { dataFile, NOW, startIn, workHere } from '#test/support/data-file';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { seedPosts } from '#test/support/seed-posts';
import { canMount, makeReadOnly, makeWritable, smallDisk } from '#test/support/small-disk';
import { tempFolder } from '#test/support/temp-folder';

const disk = (size: string): string => {
  const point = smallDisk(size);
  if (point === null) throw new Error('could not mount');
  return point;
};
/** Fills what is left, down to the last block. */
function fillUp(folder: string): void {
  for (const chunk of [65_536, 4_096]) {
    for (let n = 0; ; n += 1) {
      try { writeFileSync(join(folder, `fill-${chunk}-${n}`), Buffer.alloc(chunk, 1)); } catch { break; }
    }
  }
}
async function posts(folder: string, count: number): Promise<void> {
  const { opened } = await startIn(folder);
  if (opened === null) throw new Error('did not open');
  seedPosts(opened.sqlite, count);
  dataFile(folder).close(opened);
}

const onRealDisk = canMount ? describe : describe.skip;

onRealDisk(canMount ? 'a real disk that is full or write-protected' : 'not run: a real disk that is full or write-protected (needs root on Linux to mount one)', () => {
  it('full: says so, changes nothing, and goes on when there is room', async () => {
    const folder = disk('3m');
    await posts(folder, 100);
    const before = readFileSync(join(folder, 'linnet.db'));
    fillUp(folder);
    const starter = createStarter({ file: dataFile(folder), work: workHere, now: () => NOW });
    expect(await starter.startup()).toEqual({ kind: 'disk-full', folder });
    expect(readFileSync(join(folder, 'linnet.db')).equals(before)).toBe(true);
    for (const name of filesUnder(folder).filter((f) => f.startsWith('fill-'))) rmSync(join(folder, name));
    expect(await starter.recover({ choice: 'again' })).toEqual({ ok: true, value: { kind: 'ok' } });
    expect((await starter.ready).opened.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()).toBe(100);
  });

  it('full at the first start ever: says so and leaves no half-made file', async () => {
    const folder = disk('200k');
    expect((await startIn(folder)).startup).toEqual({ kind: 'disk-full', folder });
    expect(existsSync(join(folder, 'linnet.db'))).toBe(false);
  });

  it('no room for the back-up before a migration: the file stays at its version', async () => {
    const folder = disk('12m');
    await posts(folder, 700);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, 'fill'), Buffer.alloc(bavail * bsize - Math.floor(statSync(join(folder, 'linnet.db')).size / 2), 1));
    const more = [...migrations, createMigration('9999_next', 'CREATE TABLE next (id TEXT) STRICT;')];
    expect((await startIn(folder, more)).startup).toEqual({ kind: 'disk-full', folder });
    expect(filesUnder(join(folder, 'backups'))).toEqual([]);
    expect((await startIn(folder)).startup).toEqual({ kind: 'ok' });
  });

  it('full in the middle of work: the commit fails as a whole and what was there stays', async () => {
    const folder = disk('3m');
    const { opened } = await startIn(folder);
    if (opened === null) throw new Error('did not open');
    seedPosts(opened.sqlite, 50);
    fillUp(folder);
    const text = 'x'.repeat(2_000_000);
    expect(() => opened.sqlite.prepare("UPDATE posts SET text = ? WHERE rowid = 1").run(text)).toThrow(/full/);
    expect(opened.sqlite.prepare('SELECT max(length(text)) FROM posts').pluck().get()).toBeLessThan(1_000);
    expect(opened.sqlite.pragma('quick_check', { simple: true })).toBe('ok');
    opened.sqlite.close();
  });

  it('write-protected: says which folder, and goes on when it may write again', async () => {
    const folder = disk('6m');
    await posts(folder, 100);
    expect(makeReadOnly(folder)).toBe(true);
    const starter = createStarter({ file: dataFile(folder), work: workHere, now: () => NOW });
    expect(await starter.startup()).toEqual({ kind: 'read-only', folder });
    expect(makeWritable(folder)).toBe(true);
    expect(await starter.recover({ choice: 'again' })).toEqual({ ok: true, value: { kind: 'ok' } });
  });

  it('full at the end: the file is closed all the same, and nothing is taken for lost', async () => {
    const folder = disk('3m');
    const { opened } = await startIn(folder);
    if (opened === null) throw new Error('did not open');
    seedPosts(opened.sqlite, 50);
    opened.sqlite.pragma('wal_checkpoint(TRUNCATE)');
    fillUp(folder);
    dataFile(folder).close(opened);
    expect(opened.sqlite.open).toBe(false);
    for (const name of filesUnder(folder).filter((f) => f.startsWith('fill-'))) rmSync(join(folder, name));
    const next = await startIn(folder);
    expect([next.startup, next.opened?.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()]).toEqual([{ kind: 'ok' }, 50]);
  });

  it('no room for the copy of a back-up: said, and no half of it is left behind', async () => {
    const folder = disk('12m');
    await posts(folder, 700);
    const made = await workHere.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at: NOW, reason: 'by-hand' });
    if (!made.ok) throw new Error(made.error.detail);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, 'fill'), Buffer.alloc(bavail * bsize - Math.floor(made.value.bytes / 2), 1));
    expect(dataFile(folder).stageRestore(made.value.file, NOW)).toMatchObject({ ok: false, error: { kind: 'disk-full' } });
    expect(filesUnder(folder).filter((name) => name.includes('linnet-restore'))).toEqual([]);
  });

  it('an old back-up that cannot be removed is told as a value', async () => {
    const folder = disk('12m');
    await posts(folder, 20);
    for (const at of [NOW, NOW + 1, NOW + 2]) await workHere.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at, reason: 'daily' });
    expect(makeReadOnly(folder)).toBe(true);
    expect(runDatabaseJob({ do: 'rotate', folder: join(folder, 'backups'), keep: 1 }, process.env['LINNET_SQLITE_BINDING'])).toMatchObject({ ok: false, error: { kind: 'read-only' } });
  });

  it('a picture meets a full disk: refused with its code, nothing half kept', async () => {
    const folder = disk('1m');
    const { bring } = createTestMedia(folder);
    const picture = await photo(900, 700);
    fillUp(folder);
    expect(await bring(picture)).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(filesUnder(join(folder, 'media'))).toEqual([]);
  });
});

describe('a file that cannot be looked at', () => {
  it('is told like a folder that may not be used, and left alone', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'linnet.db'));
    expect((await startIn(folder)).startup).toEqual({ kind: 'read-only', folder });
    expect(statSync(join(folder, 'linnet.db')).isDirectory()).toBe(true);
  });
});

describe('a file that may not grow', () => {
  it('leaves a migration undone, whole, and the file at its version', async () => {
    const folder = tempFolder();
    await posts(folder, 100);
    const opened = openDatabase({ file: join(folder, 'linnet.db') });
    if (!opened.ok) throw new Error(opened.error.detail);
    const more = [...migrations, createMigration('9999_big', "CREATE TABLE big (body TEXT) STRICT; INSERT INTO big VALUES (hex(zeroblob(500000)));")];
    const file = dataFile(folder, more);
    opened.value.sqlite.pragma(`max_page_count = ${String(opened.value.sqlite.pragma('page_count', { simple: true }))}`);
    expect(() => migrate(opened.value.sqlite, NOW, more)).toThrow('full');
    expect(file.pending(opened.value)).toEqual({ ok: true, value: 1 });
    opened.value.sqlite.close();
    expect((await startIn(folder)).startup).toEqual({ kind: 'ok' });
  });

  it('is backed up and then migrated when there is room', async () => {
    const folder = tempFolder();
    await posts(folder, 100);
    copyFileSync(join(folder, 'linnet.db'), join(folder, 'old.db'));
    const started = await startIn(folder, [...migrations, createMigration('9999_next', 'CREATE TABLE next (id TEXT) STRICT;')]);
    expect(started.startup).toEqual({ kind: 'ok' });
    const [backup] = dataFile(folder).backups();
    expect(backup).toMatchObject({ reason: 'before-migration', good: true, at: NOW });
    const old = openDatabase({ file: join(folder, 'backups', backup?.file ?? ''), readonly: true });
    expect(old.ok && old.value.sqlite.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(old.ok && old.value.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()).toBe(100);
  });
});
