import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepLook, type LookPlace, readKeptLook } from '#electron/shell/kept-look';
import { tempFolder } from '#test/support/temp-folder';

let folder: string;
let place: LookPlace;
const answers = '[{"path":["brands","list"],"output":[{"name":"Wren & Fern\\nStudio"}]}]';

beforeEach(() => {
  folder = tempFolder();
  place = { folder, database: join(folder, 'linnet.db'), staged: join(folder, 'linnet-restore.db'), build: '0.1.0 19237 1795326289817.5' };
  writeFileSync(place.database, 'a file');
});

describe('the look of the last run', () => {
  it('is given back to the letter while its file is as it was, and only this user may read it', async () => {
    expect(await readKeptLook(place)).toBeNull();
    keepLook(place, answers);
    expect(await readKeptLook(place)).toBe(answers);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'first-look.txt')).mode & 0o077).toBe(0);
  });

  it.each([
    ['the file was written to', () => { writeFileSync(place.database, 'a fil.'); }],
    ['the file has grown', () => { writeFileSync(place.database, 'a file and more'); }],
    ['the last run was killed and left its journal', () => { writeFileSync(`${place.database}-wal`, 'pages'); }],
    ['a back-up takes the place of the file', () => { writeFileSync(place.staged, 'another file'); }],
    ['this is another build', () => { place = { ...place, build: '0.2.0 19237 1795326289817.5' }; }],
    ['it was cut off', () => { writeFileSync(join(folder, 'first-look.txt'), '0.1.0'); }],
  ])('is not shown when %s', async (_why, change) => {
    keepLook(place, answers);
    change();
    expect(await readKeptLook(place)).toBeNull();
  });

  it('is shown beside an empty journal', async () => {
    keepLook(place, answers);
    writeFileSync(`${place.database}-wal`, '');
    expect(await readKeptLook(place)).toBe(answers);
  });

  it('leaves nothing old behind when it cannot be written', async () => {
    keepLook(place, answers);
    mkdirSync(join(folder, 'first-look.txt.new'));
    keepLook(place, '[]');
    expect(existsSync(join(folder, 'first-look.txt'))).toBe(false);
    expect(readFileSync(place.database, 'utf8')).toBe('a file');
  });
});
