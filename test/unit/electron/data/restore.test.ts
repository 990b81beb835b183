import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUR } from '#core/clock';
import type { OpenDatabase } from '#db/open';
import { createStarter } from '#electron/features/data/starter';
import { dataFile, NOW, startIn, workHere } from '#test/support/data-file';
import { seedPublications } from '#test/support/seed';
import { tempFolder } from '#test/support/temp-folder';

const mustOpen = (opened: OpenDatabase | null): OpenDatabase => {
  if (opened === null) throw new Error('the database did not open');
  return opened;
};
const SENT = "UPDATE publications SET state = 'published', committed_at = @at, published_at = @at, remote_id = 'r-1', permalink = 'https://here.example/1', wake_at = NULL WHERE id = @id";
const ahead = ({ sqlite }: OpenDatabase): string => sqlite.prepare<[], string>("SELECT id FROM publications WHERE state = 'scheduled' ORDER BY due_at DESC LIMIT 1").pluck().get() ?? '';
const rowOf = ({ sqlite }: OpenDatabase, id: string): unknown => sqlite.prepare('SELECT p.state, p.remote_id AS remoteId, coalesce(p.text, o.text) AS text FROM publications p JOIN posts o ON o.id = p.post_id WHERE p.id = ?').get(id);

/** A back-up, and then a post that is reworded and goes out. The file is closed. */
async function wentOutSince(folder: string): Promise<{ readonly id: string; readonly backup: string }> {
  mkdirSync(folder, { recursive: true });
  const opened = mustOpen((await startIn(folder)).opened);
  seedPublications(opened.sqlite, { count: 400, now: NOW });
  const made = await workHere.backup({ source: join(folder, 'linnet.db'), folder: join(folder, 'backups'), at: NOW - HOUR, reason: 'by-hand' });
  if (!made.ok) throw new Error(made.error.detail);
  const id = ahead(opened);
  opened.sqlite.prepare("UPDATE posts SET text = 'New words' WHERE id = (SELECT post_id FROM publications WHERE id = ?)").run(id);
  opened.sqlite.prepare(SENT).run({ at: NOW, id });
  dataFile(folder).close(opened);
  return { id, backup: made.value.file };
}

describe('a back-up that is put back', () => {
  it('knows what went out after it from the file that it replaces', async () => {
    const folder = tempFolder();
    const { id, backup } = await wentOutSince(folder);
    expect(dataFile(folder).stageRestore(backup, NOW)).toMatchObject({ ok: true });
    const started = await startIn(folder);
    expect(started.notices).toEqual(['restored']);
    const opened = mustOpen(started.opened);
    expect(rowOf(opened, id)).toEqual({ state: 'published', remoteId: 'r-1', text: 'New words' });
    expect(opened.sqlite.prepare("SELECT count(*) FROM activity WHERE code = 'carried-over'").pluck().get()).toBe(1);
    // Put back once more, from the file that was moved aside and from the same back-up: it stays known.
    dataFile(folder).close(opened);
    expect(dataFile(folder).stageRestore(backup, NOW + 1)).toMatchObject({ ok: true });
    expect(rowOf(mustOpen((await startIn(folder)).opened), id)).toMatchObject({ state: 'published', remoteId: 'r-1' });
    expect(readdirSync(folder).filter((name) => /restore|part/.test(name))).toEqual([]);
  });

  it('knows it from a file whose damage lies elsewhere, which stays as it was found', async () => {
    const folder = tempFolder();
    const { id, backup } = await wentOutSince(folder);
    const file = join(folder, 'linnet.db');
    const bytes = readFileSync(file);
    // One page of a table that says nothing about publishing.
    const opened = mustOpen((await startIn(folder)).opened);
    const page = opened.sqlite.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'revisions'").pluck().get() ?? 0;
    dataFile(folder).close(opened);
    const now = readFileSync(file);
    now.fill(0x5a, (page - 1) * 4096, page * 4096);
    writeFileSync(file, now);
    expect(bytes.length).toBe(now.length);
    const starter = createStarter({ file: dataFile(folder), work: workHere, now: () => NOW + 1 });
    const startup = await starter.startup();
    expect(startup).toMatchObject({ kind: 'damaged' });
    expect(await starter.recover({ choice: 'backup', file: backup })).toEqual({ ok: true, value: { kind: 'ok' } });
    expect(rowOf((await starter.ready).opened, id)).toEqual({ state: 'published', remoteId: 'r-1', text: 'New words' });
    const kept = startup.kind === 'damaged' ? startup.keptAs : '';
    expect(readFileSync(join(folder, 'backups', kept)).equals(now)).toBe(true);
  });

  it('asks as before where nobody can read the file that it replaces', async () => {
    const folder = tempFolder();
    const { id, backup } = await wentOutSince(folder);
    const file = join(folder, 'linnet.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096);
    writeFileSync(file, bytes);
    const starter = createStarter({ file: dataFile(folder), work: workHere, now: () => NOW + 1 });
    expect(await starter.startup()).toMatchObject({ kind: 'damaged' });
    expect(await starter.recover({ choice: 'backup', file: backup })).toEqual({ ok: true, value: { kind: 'ok' } });
    const { opened } = await starter.ready;
    expect(rowOf(opened, id)).toMatchObject({ state: 'scheduled', remoteId: null });
    expect(opened.sqlite.prepare("SELECT value FROM settings WHERE key = 'publishing.paused'").pluck().get()).toBeDefined();
  });
});
