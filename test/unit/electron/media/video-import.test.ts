import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_IMPORT_BYTES } from '#core/pictures/largest';
import { MAX_VIDEO_BYTES } from '#core/videos/largest';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { SEED_BRAND } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';
import { largeVideo, video, videoPath } from '#test/support/videos';

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> { yield await Promise.resolve(bytes); };
const target = { network: 'mastodon', limits: null } as const;

describe('importing a video', () => {
  it('keeps the bytes as they are, says what it is, and writes it down', async () => {
    const folder = tempFolder();
    const { media, store } = createTestMedia(folder);
    const bytes = video('h264-aac.mp4');
    const brought = await media.importMedia({ brandId: SEED_BRAND, fileName: 'kiln.mp4', source: { kind: 'path', path: videoPath('h264-aac.mp4') } });
    expect(brought).toMatchObject({ ok: true, value: { hash: sha(bytes), mime: 'video/mp4', width: 320, height: 180, bytes: bytes.length, animated: false, placeholder: null, probe: null, video: { durationMs: 4000, videoCodec: 'avc' } } });
    if (!brought.ok) return;
    expect(store.byIds([brought.value.id])).toEqual([brought.value]);
    expect(filesUnder(folder)).toEqual([sha(bytes)]);
  });

  it('refuses what it cannot read and leaves nothing behind', async () => {
    const folder = tempFolder();
    const { bring } = createTestMedia(folder);
    expect(await bring(video('mpeg4.avi'))).toMatchObject({ ok: false, error: { code: 'media-type' } });
    expect(await bring(video('h264-aac.mp4').subarray(0, 30_000))).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(filesUnder(folder)).toEqual([]);
  });

  it('takes far more bytes of a video than of a picture, and stops reading what is larger still', async () => {
    const { media } = createTestMedia(tempFolder());
    let read = 0;
    const endless = async function* (head: Uint8Array): AsyncGenerator<Uint8Array> {
      yield head;
      for (const piece = new Uint8Array(8_000_000); ; read += piece.length) yield await Promise.resolve(piece);
    };
    const picture = await media.importMedia({ brandId: SEED_BRAND, fileName: 'a', source: { kind: 'stream', stream: endless(await photo(90, 90)) } });
    expect(picture).toMatchObject({ ok: false, error: { code: 'media-too-big', params: { max: MAX_IMPORT_BYTES } } });
    expect(read).toBeLessThan(MAX_IMPORT_BYTES + 16_000_000);
    expect(MAX_VIDEO_BYTES).toBeGreaterThan(2_147_483_648);
  });

  it('of more than two gigabytes holds a few pieces: the memory stays as it was, and so it does when the file is read again to be sent', async () => {
    const folder = tempFolder();
    const { media, renditions } = createTestMedia(folder);
    const bytes = 2_200_000_000;
    const before = process.memoryUsage();
    let most = 0;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of largeVideo(bytes)) {
        const now = process.memoryUsage();
        most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
        yield piece;
      }
    };
    const brought = await media.importMedia({ brandId: SEED_BRAND, fileName: 'long.mp4', source: { kind: 'stream', stream: watched() } });
    expect(brought).toMatchObject({ ok: true, value: { bytes, video: { durationMs: 4000 } } });
    expect(most).toBeLessThan(150_000_000);
    if (!brought.ok) return;
    const sent = await renditions.outgoing({ assetId: brought.value.id, alt: '' }, target);
    if (!sent.ok) throw new Error(sent.error.code);
    expect(await sent.value.readRange(bytes - 10, bytes)).toEqual(new Uint8Array(10));
    const now = process.memoryUsage();
    expect(now.heapUsed + now.external - before.heapUsed - before.external).toBeLessThan(150_000_000);
  }, 600_000);
});

describe('a video that is sent', () => {
  it('goes as it is, in pieces, with its length', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const bytes = video('vp9-opus.webm');
    const asset = await bring(bytes);
    if (!asset.ok) throw new Error(asset.error.code);
    const sent = await renditions.outgoing({ assetId: asset.value.id, alt: 'A kiln' }, target);
    expect(sent).toMatchObject({ ok: true, value: { kind: 'video', mime: 'video/webm', bytes: bytes.length, durationMs: 4008, alt: 'A kiln' } });
    if (!sent.ok) return;
    expect(await sent.value.readRange(7, 20_007)).toEqual(bytes.slice(7, 20_007));
    await expect(sent.value.readRange(bytes.length - 1, bytes.length + 1)).rejects.toThrow('ends early');
    await expect(sent.value.read()).rejects.toThrow();
  });

  it('is not sent when the file is no longer the one that came in', async () => {
    const { bring, renditions, library, store } = createTestMedia(tempFolder());
    const asset = await bring(video('h264.mov'));
    if (!asset.ok) throw new Error(asset.error.code);
    const path = library.original(asset.value.hash) ?? '';
    expect(statSync(path).size).toBe(asset.value.bytes);
    writeFileSync(path, 'something else');
    expect(await renditions.outgoing({ assetId: asset.value.id, alt: '' }, target)).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(store.byIds([asset.value.id])[0]?.status).toBe('corrupt');
  });
});

describe('the picture that stands for a video', () => {
  it('is what the window sends first; thumbnails are made of it, and it goes with the video', async () => {
    const folder = tempFolder();
    const { bring, renditions, setPoster, library } = createTestMedia(folder);
    const asset = await bring(video('h264-aac.mp4'));
    if (!asset.ok) throw new Error(asset.error.code);
    const { hash } = asset.value;
    expect(await renditions.thumbnail(hash, 160)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await setPoster(hash, once(Buffer.from('no picture, whatever the window says')))).toMatchObject({ ok: false, error: { code: 'media-type' } });
    expect(await setPoster(hash, once(await photo(320, 180)))).toEqual({ ok: true, value: null });
    expect(await renditions.thumbnail(hash, 160)).toMatchObject({ ok: true });
    expect(filesUnder(folder)).toEqual([hash, `${hash}-160.webp`, `${hash}-poster.webp`]);
    await library.forget(hash);
    expect(filesUnder(folder)).toEqual([]);
  });

  it('is taken for videos of the library and for nothing else', async () => {
    const { bring, setPoster } = createTestMedia(tempFolder());
    const picture = await bring(await photo(30, 30));
    if (!picture.ok) throw new Error(picture.error.code);
    for (const hash of [picture.value.hash, 'f'.repeat(64), '../../x']) expect(await setPoster(hash, once(await photo(9, 9)))).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
