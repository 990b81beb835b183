import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupName, listBackups, readBackupName, rotateBackups, verifyFile } from '#db/backup';
import { createDatabaseWork, databaseWorkerLimits, runDatabaseJob, type DatabaseJob, type DatabaseJobs } from '#db/database-work';
import { openDatabase } from '#db/open';
import { createWorkerClient } from '#electron/shell/worker-client';
import { dataFile, NOW, startIn } from '#test/support/data-file';
import { createFakeClock } from '#test/support/fake-clock';
import { seedPosts } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';
import { buildWorker, forkWorker } from '#test/support/worker-process';

let worker: string;
beforeAll(async () => { worker = await buildWorker('database'); });
afterAll(() => { rmSync(dirname(worker), { recursive: true, force: true }); });

describe('a back-up in the worker process', () => {
  it('is one consistent moment while the app goes on writing, and the app is not held up', async () => {
    const folder = tempFolder();
    const { opened } = await startIn(folder);
    if (opened === null) throw new Error('did not open');
    seedPosts(opened.sqlite, 3_000);
    const client = createWorkerClient<DatabaseJob, DatabaseJobs[DatabaseJob['do']]>(() => forkWorker(worker), createFakeClock());
    const work = createDatabaseWork(async (job) => {
      const answer = await client.call(job);
      return answer.ok ? answer.value : runDatabaseJob(job, undefined);
    });
    // Each write moves two rows together; a back-up of half a write would show it.
    const write = opened.sqlite.transaction((n: number) => {
      opened.sqlite.prepare('UPDATE posts SET version = ? WHERE rowid = 1').run(n);
      opened.sqlite.prepare('UPDATE posts SET version = ? WHERE rowid = 2').run(n);
    });
    let done = false;
    let writes = 0;
    const backup = work.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at: NOW, reason: 'by-hand' }).finally(() => { done = true; });
    while (!done) {
      writes += 1;
      write(writes);
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    }
    const made = await backup;
    expect(made).toMatchObject({ ok: true, value: { good: true, reason: 'by-hand' } });
    expect(writes).toBeGreaterThan(5);
    const copy = openDatabase({ file: join(folder, 'backups', backupName(NOW, 'by-hand')), readonly: true });
    if (!copy.ok) throw new Error(copy.error.detail);
    const versions = copy.value.sqlite.prepare<[], number>('SELECT version FROM posts WHERE id IN (SELECT id FROM posts ORDER BY created_at LIMIT 2)').pluck().all();
    expect(versions[0]).toBe(versions[1]);
    expect(copy.value.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()).toBe(3_000);
    copy.value.sqlite.close();
    expect(await work.check(join(folder, 'linnet.db'), 'full')).toEqual({ ok: true, value: [] });
    client.close();
    dataFile(folder).close(opened);
  });
});

describe('the worker of whole files', () => {
  it('is ended five seconds after its check, and started again by the next one', async () => {
    const folder = tempFolder();
    const { opened } = await startIn(folder);
    if (opened === null) throw new Error('did not open');
    const clock = createFakeClock();
    const ends: Promise<void>[] = [];
    const client = createWorkerClient<DatabaseJob, DatabaseJobs[DatabaseJob['do']]>(() => {
      const real = forkWorker(worker);
      ends.push(new Promise<void>((resolve) => { real.onExit(resolve); }));
      return real;
    }, clock, databaseWorkerLimits);
    const check = { do: 'check', file: join(folder, 'linnet.db'), level: 'quick' } as const;
    expect(await client.call(check)).toEqual({ ok: true, value: { ok: true, value: [] } });
    // A back-up that follows the check finds the same process.
    await clock.advance(4_000);
    expect(await client.call(check)).toMatchObject({ ok: true });
    expect(ends).toHaveLength(1);
    await clock.advance(5_001);
    await ends[0];
    expect(await client.call(check)).toEqual({ ok: true, value: { ok: true, value: [] } });
    expect(ends).toHaveLength(2);
    client.close();
    await ends[1];
    dataFile(folder).close(opened);
  });
});

describe('back-up files', () => {
  it('carry their time and reason in their name', () => {
    expect(readBackupName(backupName(NOW, 'before-migration'))).toEqual({ at: NOW, reason: 'before-migration' });
    for (const name of ['', 'linnet.db', 'linnet-2026-11-22T09-00-00-000Z-other.db', 'linnet-2026-99-22T09-00-00-000Z-daily.db', `../${backupName(NOW, 'daily')}`]) expect(readBackupName(name)).toBeNull();
  });

  it('are not made from a damaged source, nor called good when something else has their name', async () => {
    const folder = tempFolder();
    const backups = join(folder, 'backups');
    writeFileSync(join(folder, 'linnet.db'), new Uint8Array(20_000));
    expect(runDatabaseJob({ do: 'backup', request: { source: join(folder, 'linnet.db'), folder: backups, at: NOW, reason: 'daily' } }, undefined)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
    expect(readdirSync(backups)).toEqual([]);
    writeFileSync(join(backups, backupName(NOW, 'daily')), 'not a database');
    expect(listBackups(backups)).toMatchObject([{ good: false }]);
    const other = openDatabase({ file: join(backups, backupName(NOW + 1, 'daily')) });
    if (other.ok) { other.value.sqlite.exec('CREATE TABLE t (a)'); other.value.sqlite.close(); }
    expect(verifyFile(join(backups, backupName(NOW + 1, 'daily')), 'quick')).toMatchObject({ ok: false, error: { kind: 'damaged' } });
  });

  it('rotate by kind; a bad one never pushes a good one out', async () => {
    const folder = tempFolder();
    const backups = join(folder, 'backups');
    const { opened } = await startIn(folder);
    for (let n = 0; n < 4; n += 1) for (const reason of ['daily', 'by-hand', 'before-migration'] as const) {
      expect(runDatabaseJob({ do: 'backup', request: { source: join(folder, 'linnet.db'), folder: backups, at: NOW + n, reason } }, undefined).ok).toBe(true);
    }
    for (let n = 5; n < 9; n += 1) writeFileSync(join(backups, backupName(NOW + n, 'daily')), 'bad');
    expect(rotateBackups(backups, 3)).toHaveLength(2);
    expect(listBackups(backups).filter((b) => b.good && b.reason === 'daily').map((b) => b.at)).toEqual([NOW + 3, NOW + 2, NOW + 1]);
    expect(listBackups(backups).filter((b) => b.reason === 'by-hand')).toHaveLength(4);
    opened?.sqlite.close();
  });
});

describe('an opened database', () => {
  it('keeps every commit through a power cut, checks references, and is strict', async () => {
    const folder = tempFolder();
    const { opened } = await startIn(folder);
    if (opened === null) throw new Error('did not open');
    const pragma = (name: string): unknown => opened.sqlite.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('mmap_size')]).toEqual(['wal', 2, 1, 0]);
    expect(() => opened.sqlite.exec("INSERT INTO settings (key, value, updated_at) VALUES ('a', '{}', 'soon')")).toThrow(/cannot store TEXT/);
    expect(() => opened.sqlite.exec("INSERT INTO labels (id, brand_id, name, colour, created_at, updated_at) VALUES ('a', 'nobody', 'n', 'moss', 0, 0)")).toThrow(/FOREIGN KEY/);
    opened.sqlite.close();
  });
});
