import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MAX_IMPORT_BYTES } from '#core/pictures/largest';
import { shownName } from '#electron/features/media/media';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { animation, bomb, cameraPhoto, photo, solid } from '#test/support/pictures';
import { SEED_BRAND } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('importing a picture', () => {
  it('keeps the bytes as they are under their hash, once', async () => {
    const folder = tempFolder();
    const { bring } = createTestMedia(folder);
    const bytes = await photo(80, 60);
    const first = await bring(bytes);
    const again = await bring(bytes, 'other-name.jpg');
    expect(first).toMatchObject({ ok: true, value: { hash: sha(bytes), mime: 'image/jpeg', width: 80, height: 60, bytes: bytes.length, animated: false, status: 'ok' } });
    expect(again.ok && first.ok && again.value.id === first.value.id).toBe(true);
    expect(filesUnder(folder)).toEqual([sha(bytes)]);
    expect(readFileSync(join(folder, 'media', sha(bytes).slice(0, 2), sha(bytes))).equals(bytes)).toBe(true);
    expect(first.ok && first.value.placeholder?.startsWith('data:image/webp;base64,')).toBe(true);
  });

  it.each([
    ['image/jpeg', () => solid(9, 9).jpeg().toBuffer(), false], ['image/png', () => solid(9, 9, true).png().toBuffer(), false],
    ['image/webp', () => solid(9, 9).webp().toBuffer(), false], ['image/avif', () => solid(64, 64).avif().toBuffer(), false],
    ['image/gif', () => animation('gif'), true], ['image/webp', () => animation('webp'), true],
  ] as const)('takes %s by its content, whatever its name', async (mime, make, animated) => {
    const { bring } = createTestMedia(tempFolder());
    expect(await bring(await make(), 'notes.txt')).toMatchObject({ ok: true, value: { mime, animated, fileName: 'notes.txt' } });
  });

  it('tells the size as it is shown, not as the camera stored it', async () => {
    const { bring } = createTestMedia(tempFolder());
    expect(await bring(await cameraPhoto(60, 40))).toMatchObject({ ok: true, value: { width: 40, height: 60 } });
  });

  it.each([
    ['nothing', () => Promise.resolve(new Uint8Array(0)), 'media-empty'],
    ['text', () => Promise.resolve(Buffer.from('hello there, this is no picture at all')), 'media-type'],
    ['an SVG', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')), 'media-type'],
    ['a PDF', () => Promise.resolve(Buffer.from('%PDF-1.7 and so on, and so on, and so on')), 'media-type'],
    ['a HEIC photo, which this reader does not know', () => Promise.resolve(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4), Buffer.from('mif1heic'), Buffer.alloc(200)])), 'media-heic'],
    ['a picture cut short', async () => (await photo(400, 300)).subarray(0, 9_000), 'media-unreadable'],
    ['a PNG that ends after its header', async () => (await solid(90, 90).png().toBuffer()).subarray(0, 40), 'media-unreadable'],
    ['the first bytes of a JPEG and then noise', () => Promise.resolve(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 0x5a)])), 'media-unreadable'],
    ['a bomb of 3,600 megapixels', () => bomb(), 'media-too-many-pixels'],
  ] as const)('refuses %s with a plain code and leaves nothing behind', async (_name, make, code) => {
    const folder = tempFolder();
    const { bring, store } = createTestMedia(folder);
    expect(await bring(await make())).toMatchObject({ ok: false, error: { code } });
    expect(filesUnder(folder)).toEqual([]);
    expect(store.list(SEED_BRAND, 10)).toEqual([]);
  });

  it('stops reading a stream that is too big', async () => {
    const folder = tempFolder();
    const { media } = createTestMedia(folder);
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) { sent += 1_048_576; yield await Promise.resolve(Buffer.alloc(1_048_576, 255)); }
    }
    expect(await media.importMedia({ brandId: SEED_BRAND, fileName: 'x', source: { kind: 'stream', stream: endless() } })).toMatchObject({ ok: false, error: { code: 'media-too-big', params: { max: MAX_IMPORT_BYTES } } });
    expect(sent).toBeLessThan(MAX_IMPORT_BYTES + 3 * 1_048_576);
    expect(filesUnder(folder)).toEqual([]);
  });

  it('says so when a stream breaks off', async () => {
    const folder = tempFolder();
    const { media } = createTestMedia(folder);
    async function* broken(): AsyncGenerator<Uint8Array> { yield await Promise.resolve(Buffer.alloc(100, 255)); throw new Error('gone'); }
    expect(await media.importMedia({ brandId: SEED_BRAND, fileName: 'x', source: { kind: 'stream', stream: broken() } })).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(filesUnder(folder)).toEqual([]);
  });

  it('answers not-found for a brand that is not there', async () => {
    const { media } = createTestMedia(tempFolder());
    expect(await media.importMedia({ brandId: '00000000-0000-7000-8000-000000000000', fileName: 'x', source: { kind: 'bytes', bytes: await photo(9, 9) } })).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('imports what was picked, in order, and tells what was refused', async () => {
    const [folder, files] = [tempFolder(), tempFolder()];
    const { media, picked } = createTestMedia(folder);
    writeFileSync(join(files, 'a.jpg'), await photo(20, 20, 1));
    writeFileSync(join(files, 'b.jpg'), 'no picture, only words in a file');
    writeFileSync(join(files, 'c.jpg'), await photo(20, 20, 3));
    mkdirSync(join(files, 'd.jpg'));
    picked.push(...['a', 'b', 'c', 'd', 'gone'].map((n) => join(files, `${n}.jpg`)));
    const { imported, refused } = await media.pick(SEED_BRAND);
    expect(imported.map((a) => a.fileName)).toEqual(['a.jpg', 'c.jpg']);
    expect(refused).toEqual([{ fileName: 'b.jpg', error: 'media-type' }, { fileName: 'd.jpg', error: 'media-type' }, { fileName: 'gone.jpg', error: 'media-unreadable' }]);
  });

  it('brings a picture whose file was lost back to life', async () => {
    const folder = tempFolder();
    const { bring, store, library } = createTestMedia(folder);
    const bytes = await photo(30, 30);
    const first = await bring(bytes);
    if (!first.ok) throw new Error(first.error.code);
    writeFileSync(library.original(first.value.hash) ?? '', 'short');
    store.setStatus(first.value.id, 'corrupt', 1);
    const again = await bring(bytes);
    expect(again).toMatchObject({ ok: true, value: { id: first.value.id, status: 'ok' } });
    expect(readFileSync(library.original(first.value.hash) ?? '').equals(bytes)).toBe(true);
  });

  it('removes what a kill left half written', async () => {
    const folder = tempFolder();
    writeFileSync(await createTestMedia(folder).library.scratch(), 'half');
    const { bring } = createTestMedia(folder);
    const bytes = await photo(20, 20);
    await bring(bytes);
    expect(filesUnder(folder)).toEqual([sha(bytes)]);
  });

  it('never crashes on a picture with any bytes changed, and never keeps what it refused', async () => {
    const sources = await Promise.all([photo(60, 40), solid(40, 40, true).png().toBuffer(), animation('gif'), animation('webp'), solid(64, 64).avif().toBuffer()]);
    const folder = tempFolder();
    const { bring } = createTestMedia(folder);
    await fc.assert(fc.asyncProperty(
      fc.constantFrom(...sources), fc.array(fc.tuple(fc.double({ min: 0, max: 0.9999, noNaN: true }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 }), fc.double({ min: 0.05, max: 1, noNaN: true }),
      async (source, changes, part) => {
        const bytes = Buffer.from(source.subarray(0, Math.max(1, Math.floor(source.length * part))));
        for (const [at, value] of changes) bytes[Math.floor(at * bytes.length)] = value;
        const result = await bring(bytes);
        expect(filesUnder(folder).includes(sha(bytes))).toBe(result.ok);
      },
    ), { numRuns: 150 });
    expect(filesUnder(folder).filter((f) => f.endsWith('.part'))).toEqual([]);
  });

  it('shows a name, and never lets it be a path', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (name) => {
      const shown = shownName(name);
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.length).toBeLessThanOrEqual(200);
      expect(['/', '\\', '\0'].some((c) => shown.includes(c))).toBe(false);
    }));
    expect(shownName('C:\\pictures\\cat.jpg')).toBe('cat.jpg');
    expect(shownName('../../etc/passwd')).toBe('passwd');
    expect(shownName('evil\u202egpj.exe')).toBe('evilgpj.exe');
  });

  it('keeps the pixels of the fixture readable by others', async () => {
    expect((await sharp(await animation('gif')).metadata()).pages).toBe(3);
  });
});
