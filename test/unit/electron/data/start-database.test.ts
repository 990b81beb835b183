import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { backupName } from '#db/backup';
import { integrityProblems, onlySearchDamaged } from '#db/integrity';
import { createMigration, migrations } from '#db/migrate';
import { openDatabase, type OpenDatabase } from '#db/open';
import { createPauseStore } from '#db/settings';
import { createStarter } from '#electron/features/data/starter';
import { copyAsKilled, dataFile, NOW, startIn, workHere } from '#test/support/data-file';
import { seedPosts } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';

const POSTS = 400;
const starterIn = (folder: string) => createStarter({ file: dataFile(folder), work: workHere, now: () => NOW });
const countPosts = (opened: OpenDatabase): unknown => opened.sqlite.prepare('SELECT count(*) FROM posts').pluck().get();
const mustOpen = (opened: OpenDatabase | null): OpenDatabase => {
  if (opened === null) throw new Error('the database did not open');
  return opened;
};

/** A closed file with posts, and one good back-up of it. */
async function filled(folder: string): Promise<void> {
  const { opened } = await startIn(folder);
  seedPosts(mustOpen(opened).sqlite, POSTS, NOW + 86_400_000);
  dataFile(folder).close(mustOpen(opened));
  const made = await workHere.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at: NOW - 3_600_000, reason: 'daily' });
  expect(made.ok).toBe(true);
}

describe('starting', () => {
  it('makes a new file where there never was one, and opens it again', async () => {
    const folder = tempFolder();
    const first = await startIn(join(folder, 'data'));
    expect(first.startup).toEqual({ kind: 'ok' });
    dataFile(join(folder, 'data')).close(mustOpen(first.opened));
    expect((await startIn(join(folder, 'data'))).startup).toEqual({ kind: 'ok' });
  });

  it('never starts empty when the file is gone but back-ups are there', async () => {
    const folder = tempFolder();
    await filled(folder);
    rmSync(join(folder, 'linnet.db'));
    const { startup, opened } = await startIn(folder);
    expect(opened).toBeNull();
    expect(startup).toMatchObject({ kind: 'damaged', keptAs: '', backups: [{ good: true, reason: 'daily' }] });
    expect(existsSync(join(folder, 'linnet.db'))).toBe(false);
  });

  it('takes no damaged file of long ago for the one that is gone today', async () => {
    const folder = tempFolder();
    await filled(folder);
    writeFileSync(join(folder, 'backups', backupName(NOW - 90 * 86_400_000, 'damaged')), 'set aside in August');
    rmSync(join(folder, 'linnet.db'));
    expect((await startIn(folder)).startup).toMatchObject({ kind: 'damaged', keptAs: '' });
  });

  it('keeps a damaged file, keeps saying so until a person chooses, and starts new only when told', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'linnet.db'), 'not a database');
    const first = (await startIn(folder)).startup;
    expect(first.kind).toBe('damaged');
    const second = (await startIn(folder)).startup;
    expect(second).toEqual(first);
    const starter = starterIn(folder);
    await starter.startup();
    expect(await starter.recover({ choice: 'new' })).toEqual({ ok: true, value: { kind: 'ok' } });
    expect(countPosts((await starter.ready).opened)).toBe(0);
    expect(readFileSync(join(folder, 'backups', readdirSync(join(folder, 'backups'))[0] ?? ''), 'utf8')).toBe('not a database');
  });

  it('refuses a file of a newer version and leaves it byte for byte', async () => {
    const folder = tempFolder();
    const more = [...migrations, createMigration('9999_future', 'CREATE TABLE future (id TEXT) STRICT;')];
    const { opened } = await startIn(folder, more);
    dataFile(folder).close(mustOpen(opened));
    const before = readFileSync(join(folder, 'linnet.db'));
    expect((await startIn(folder)).startup).toEqual({ kind: 'newer-version', fileVersion: migrations.length + 1, appVersion: migrations.length });
    expect(readFileSync(join(folder, 'linnet.db')).equals(before)).toBe(true);
  });

  it('says that another program has the file locked, and goes on once it is free', async () => {
    const folder = tempFolder();
    await filled(folder);
    const other = openDatabase({ file: join(folder, 'linnet.db') });
    if (!other.ok) throw new Error(other.error.detail);
    other.value.sqlite.pragma('locking_mode = EXCLUSIVE');
    other.value.sqlite.exec('BEGIN IMMEDIATE; UPDATE posts SET updated_at = 1; COMMIT');
    const starter = starterIn(folder);
    expect(await starter.startup()).toEqual({ kind: 'file-busy', file: join(folder, 'linnet.db') });
    other.value.sqlite.close();
    expect(await starter.recover({ choice: 'again' })).toEqual({ ok: true, value: { kind: 'ok' } });
  });

  it('puts a back-up back: paused, with nothing overdue left to go out by itself', async () => {
    const folder = tempFolder();
    const { opened } = await startIn(folder);
    seedPosts(mustOpen(opened).sqlite, 4, NOW - 2 * 3_600_000);
    dataFile(folder).close(mustOpen(opened));
    const made = await workHere.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at: NOW, reason: 'by-hand' });
    writeFileSync(join(folder, 'linnet.db'), new Uint8Array(9_000));
    const starter = starterIn(folder);
    expect((await starter.startup()).kind).toBe('damaged');
    expect(await starter.recover({ choice: 'backup', file: made.ok ? made.value.file : '' })).toEqual({ ok: true, value: { kind: 'ok' } });
    const ready = await starter.ready;
    expect(ready.notices).toEqual(['restored']);
    expect(ready.opened.sqlite.prepare('SELECT state FROM publications ORDER BY due_at').pluck().all()).toEqual(['missed', 'missed', 'missed', 'scheduled']);
    expect(createPauseStore(ready.opened.db).pausedAt()).toBe(NOW);
  });

  it('takes only the plain name of a back-up', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'linnet.db'), '');
    const starter = starterIn(folder);
    await starter.startup();
    for (const file of ['../linnet.db', '/etc/passwd', '', 'linnet-2026-11-22T09-00-00-000Z-daily.db']) {
      expect(await starter.recover({ choice: 'backup', file })).toMatchObject({ ok: false, error: { code: 'backup-not-found' } });
    }
  });

  it('after a kill keeps what was committed; without its log it pauses and asks about what is overdue', async () => {
    const [folder, killed, robbed] = [tempFolder(), tempFolder(), tempFolder()];
    const { opened } = await startIn(folder);
    mustOpen(opened).sqlite.pragma('wal_checkpoint(TRUNCATE)');
    seedPosts(mustOpen(opened).sqlite, 3, NOW - 3_600_000);
    copyAsKilled(folder, killed);
    mustOpen(opened).sqlite.pragma('wal_checkpoint(TRUNCATE)');
    copyAsKilled(folder, robbed);
    rmSync(join(robbed, 'linnet.db-wal'));

    const whole = await startIn(killed);
    expect(whole.notices).toEqual([]);
    expect(countPosts(mustOpen(whole.opened))).toBe(3);

    const lost = await startIn(robbed);
    expect(lost.startup).toEqual({ kind: 'ok' });
    expect(lost.notices).toEqual(['log-missing']);
    expect(createPauseStore(mustOpen(lost.opened).db).pausedAt()).toBe(NOW);
    expect(mustOpen(lost.opened).sqlite.prepare("SELECT count(*) FROM publications WHERE state = 'missed'").pluck().get()).toBe(2);
  });

  it('mends a broken search index by itself', async () => {
    const folder = tempFolder();
    await filled(folder);
    const opened = openDatabase({ file: join(folder, 'linnet.db') });
    if (!opened.ok) throw new Error(opened.error.detail);
    opened.value.sqlite.unsafeMode(true);
    opened.value.sqlite.exec("UPDATE posts_fts_data SET block = x'00' WHERE id > 10");
    const complaints = integrityProblems(opened.value.sqlite, 'quick');
    expect(complaints.length).toBeGreaterThan(0);
    expect(onlySearchDamaged(complaints)).toBe(true);
    opened.value.sqlite.close();
    const started = await startIn(folder);
    expect(started.startup).toEqual({ kind: 'ok' });
    expect(mustOpen(started.opened).sqlite.prepare("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'birches'").pluck().get()).toBe(POSTS);
  });
});

describe('a damaged file, whatever the damage', () => {
  let source: string;
  let bytes: Buffer;
  beforeAll(async () => {
    source = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'linnet-test', `fuzz-${process.pid}`);
    rmSync(source, { recursive: true, force: true });
    mkdirSync(source, { recursive: true });
    await filled(source);
    bytes = readFileSync(join(source, 'linnet.db'));
    return () => { rmSync(source, { recursive: true, force: true }); };
  });

  const damage = fc.oneof(
    fc.record({ kind: fc.constant('header' as const), seed: fc.uint8Array({ minLength: 1, maxLength: 100 }) }),
    fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({ kind: fc.constant('flips' as const), places: fc.array(fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 40 }) }),
    fc.record({ kind: fc.constant('blank-pages' as const), pages: fc.array(fc.double({ min: 0, max: 0.9999, noNaN: true }), { minLength: 1, maxLength: 5 }), fill: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ kind: fc.constant('swapped' as const), a: fc.double({ min: 0, max: 0.9999, noNaN: true }), b: fc.double({ min: 0, max: 0.9999, noNaN: true }) }),
    fc.record({ kind: fc.constant('noise' as const), size: fc.integer({ min: 0, max: 20_000 }), byte: fc.integer({ min: 0, max: 255 }) }),
  );

  function apply(d: typeof damage extends fc.Arbitrary<infer D> ? D : never): Buffer {
    const copy = Buffer.from(bytes);
    const page = (share: number): number => Math.floor(share * (copy.length / 4096)) * 4096;
    switch (d.kind) {
      case 'header': copy.set(d.seed, 0); return copy;
      case 'cut': return copy.subarray(0, Math.floor(copy.length * d.at));
      case 'flips': for (const [share, mask] of d.places) { const at = Math.floor(share * copy.length); copy[at] = (copy[at] ?? 0) ^ mask; } return copy;
      case 'blank-pages': for (const share of d.pages) copy.fill(d.fill, page(share), page(share) + 4096); return copy;
      case 'swapped': { const kept = Buffer.from(copy.subarray(page(d.a), page(d.a) + 4096)); copy.copy(copy, page(d.a), page(d.b), page(d.b) + 4096); kept.copy(copy, page(d.b)); return copy; }
      case 'noise': return Buffer.alloc(d.size, d.byte);
    }
  }

  it('is either usable to its last row, or kept as it was with the newest good back-up offered', async () => {
    const seen = { ok: 0, damaged: 0 };
    await fc.assert(fc.asyncProperty(damage, async (d) => {
      const folder = tempFolder();
      const broken = apply(d);
      mkdirSync(join(folder, 'backups'));
      for (const name of readdirSync(join(source, 'backups'))) writeFileSync(join(folder, 'backups', name), readFileSync(join(source, 'backups', name)));
      writeFileSync(join(folder, 'linnet.db'), broken);

      const starter = starterIn(folder);
      const startup = await starter.startup();
      if (startup.kind === 'ok') {
        seen.ok += 1;
        const { opened } = await starter.ready;
        expect(countPosts(opened)).toBe(POSTS);
        for (const table of opened.sqlite.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'posts_fts%'").pluck().all()) opened.sqlite.prepare(`SELECT * FROM ${table}`).all();
        opened.sqlite.close();
        return;
      }
      seen.damaged += 1;
      expect(startup.kind).toBe('damaged');
      if (startup.kind !== 'damaged') return;
      expect(readFileSync(join(folder, 'backups', startup.keptAs)).equals(broken)).toBe(true);
      const good = startup.backups.find((b) => b.good);
      expect(await starter.recover({ choice: 'backup', file: good?.file ?? '' })).toEqual({ ok: true, value: { kind: 'ok' } });
      const { opened } = await starter.ready;
      expect(countPosts(opened)).toBe(POSTS);
      opened.sqlite.close();
      rmSync(folder, { recursive: true, force: true });
    }), { numRuns: 150 });
    expect(seen.damaged).toBeGreaterThan(20);
  }, 600_000);

  it('a back-up that was cut short is not called good', async () => {
    const folder = tempFolder();
    await filled(folder);
    const name = readdirSync(join(folder, 'backups'))[0] ?? '';
    truncateSync(join(folder, 'backups', name), 8_192);
    writeFileSync(join(folder, 'linnet.db'), '');
    const { startup } = await startIn(folder);
    expect(startup.kind === 'damaged' && startup.backups.find((b) => b.file === name)?.good).toBe(false);
  });
});
