import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { schemaVersion } from '#db/migrate';
import { createPauseStore, createSettingsStore } from '#db/settings';
import { createData } from '#electron/features/data/data';
import type { DatabaseWork } from '#electron/features/data/ports';
import { dataFile, NOW, startIn, workHere } from '#test/support/data-file';
import { createFakeClock } from '#test/support/fake-clock';
import { seedPosts } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';

async function running(over: Partial<DatabaseWork> = {}, keep = 3) {
  const folder = tempFolder();
  const file = dataFile(folder);
  const { opened } = await startIn(folder);
  if (opened === null) throw new Error('did not open');
  const clock = createFakeClock(NOW);
  const seen = { restarts: 0, damaged: [] as string[], failed: [] as string[] };
  const data = createData({
    file, clock, work: { ...workHere, ...over }, changes: { changed: () => undefined }, settings: createSettingsStore(opened.db),
    counts: { posts: () => Number(opened.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()), schemaVersion: () => schemaVersion(opened.sqlite) },
    mediaBytes: () => 7, backupsToKeep: () => keep, restart: () => { seen.restarts += 1; },
    onDamaged: (detail) => { seen.damaged.push(detail); }, onBackupFailed: (code) => { seen.failed.push(code); },
  });
  const names = (): readonly string[] => (existsSync(file.backupFolder) ? readdirSync(file.backupFolder).sort() : []);
  return { folder, file, opened, clock, data, seen, names };
}

describe('back-ups', () => {
  it('are made daily, the newest kept, and never those made by hand', async () => {
    const { data, clock, names } = await running();
    await data.backupNow();
    data.start(true);
    await clock.advance(MINUTE);
    expect(names().filter((n) => n.includes('daily'))).toHaveLength(1);
    await clock.advance(20 * HOUR);
    expect(names().filter((n) => n.includes('daily'))).toHaveLength(1);
    await clock.advance(6 * DAY);
    expect(names().filter((n) => n.includes('daily'))).toHaveLength(3);
    expect(names().filter((n) => n.includes('by-hand'))).toHaveLength(1);
    data.stop();
    expect(clock.pending()).toBe(0);
  });

  it('are listed with time, size and reason, newest first', async () => {
    const { data, clock, opened } = await running();
    seedPosts(opened.sqlite, 5);
    await data.backupNow();
    await clock.advance(MINUTE);
    await data.backupNow();
    const info = data.info();
    expect(info).toMatchObject({ posts: 5, mediaBytes: 7, schemaVersion: schemaVersion(opened.sqlite), backups: [{ at: NOW + MINUTE, reason: 'by-hand', good: true }, { at: NOW, good: true }] });
    expect(info.backups[0]?.bytes).toBeGreaterThan(100_000);
  });

  it('that cannot be made are told, and tried again', async () => {
    let full = true;
    const { data, clock, names, seen } = await running({ backup: (r) => (full ? Promise.resolve({ ok: false, error: { kind: 'disk-full', detail: '' } }) : workHere.backup(r)) });
    data.start(true);
    await clock.advance(MINUTE);
    expect([seen.failed, names()]).toEqual([['disk-full'], []]);
    full = false;
    await clock.advance(2 * HOUR);
    expect(names()).toHaveLength(1);
  });

  it('come back after a restart, and the file they replace is a back-up then', async () => {
    const { data, file, folder, opened, seen, clock } = await running();
    seedPosts(opened.sqlite, 5, NOW + DAY);
    const made = await data.backupNow();
    opened.sqlite.exec("UPDATE posts SET title = 'later'");
    await clock.advance(MINUTE);
    expect(await data.restore(made.ok ? made.value.file : '')).toEqual({ ok: true, value: null });
    expect(seen.restarts).toBe(1);
    file.close(opened);
    const again = await startIn(folder, undefined, clock.now());
    expect(again.notices).toEqual(['restored']);
    expect(again.opened?.sqlite.prepare("SELECT count(*) FROM posts WHERE title = 'later'").pluck().get()).toBe(0);
    expect(again.opened === null ? null : createPauseStore(again.opened.db).pausedAt()).toBe(NOW + MINUTE);
    const kept = file.backups().find((b) => b.at === NOW + MINUTE);
    expect(kept).toMatchObject({ reason: 'by-hand', good: true });
    expect((await workHere.verify(join(file.backupFolder, kept?.file ?? ''), 'full')).ok).toBe(true);
  });

  it('that are damaged or unknown are refused and nothing is restarted', async () => {
    const { data, file, seen } = await running();
    const made = await data.backupNow();
    if (!made.ok) throw new Error(made.error.code);
    writeFileSync(join(file.backupFolder, made.value.file), new Uint8Array(8_192));
    expect(await data.restore(made.value.file)).toMatchObject({ ok: false, error: { code: 'backup-damaged' } });
    expect(await data.restore('../linnet.db')).toMatchObject({ ok: false, error: { code: 'backup-not-found' } });
    expect(seen.restarts).toBe(0);
  });
});

describe('the check in the background', () => {
  it('reads everything once a week and notes when', async () => {
    const levels: string[] = [];
    const { data, clock } = await running({ check: (f, level) => { levels.push(level); return workHere.check(f, level); } });
    data.start(true);
    await clock.advance(MINUTE);
    expect(levels).toEqual(['full']);
    expect(data.info().lastCheckAt).not.toBeNull();
    await clock.advance(6 * DAY);
    expect(levels).toEqual(['full']);
    await clock.advance(2 * DAY);
    expect(levels).toEqual(['full', 'full']);
  });

  it('that finds damage says so, and makes the next start read the whole file', async () => {
    const { data, clock, seen, file } = await running({ check: () => Promise.resolve({ ok: true, value: ['Page 9: something'] }) });
    data.start(false);
    await clock.advance(MINUTE);
    expect(seen.damaged).toEqual(['Page 9: something']);
    expect(file.lastEnd().clean).toBe(false);
  });

  it('that could not be made says nothing', async () => {
    const { data, clock, seen } = await running({ check: () => Promise.resolve({ ok: false, error: { kind: 'file-busy', detail: '' } }) });
    data.start(false);
    await clock.advance(MINUTE);
    expect(seen.damaged).toEqual([]);
  });
});
