import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThumbWidth } from '#electron/features/media/renditions';
import { createMediaHandler } from '#electron/shell/media-protocol';
import { createTestMedia } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { SEED_BRAND } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';

const ORIGIN = 'linnet-app://window';

function library() {
  const folder = tempFolder();
  const made = createTestMedia(folder);
  const handle = createMediaHandler({
    thumbnail: (hash, width) => made.renditions.thumbnail(hash, width as ThumbWidth),
    original: (hash) => {
      const mime = made.store.mimeOf(hash);
      const path = made.library.original(hash);
      return mime === null || path === null ? null : { path, mime };
    },
    importStream: ({ brandId, fileName, stream }) => made.media.importMedia({ brandId, fileName, source: { kind: 'stream', stream } }),
    poster: made.setPoster, maxImportBytes: 1_000_000, origins: [ORIGIN],
  });
  const ask = (url: string, init: RequestInit & { readonly duplex?: 'half' } = {}) => handle(new Request(url, { headers: { origin: ORIGIN }, ...init }));
  const send = (url: string, body: Uint8Array, headers: Readonly<Record<string, string>> = { origin: ORIGIN }) => ask(url, { method: 'POST', body: new Uint8Array(body), headers, duplex: 'half' });
  return { ...made, folder, ask, send };
}

describe('linnet-media://', () => {
  it('takes a picture, and gives it back with its thumbnail', async () => {
    const { ask, send } = library();
    const bytes = await photo(300, 200);
    const imported = await send(`linnet-media://import/${SEED_BRAND}?name=${encodeURIComponent('été 1.jpg')}`, bytes);
    const result = await imported.json() as { ok: true; value: { hash: string; fileName: string } };
    expect(result).toMatchObject({ ok: true, value: { fileName: 'été 1.jpg', width: 300 } });
    expect(imported.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const file = await ask(`linnet-media://file/${result.value.hash}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect([file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual(['image/jpeg', 'nosniff']);
    const thumb = await ask(`linnet-media://thumb/${result.value.hash}?w=100`);
    expect([thumb.status, thumb.headers.get('content-type'), (await thumb.arrayBuffer()).byteLength > 50]).toEqual([200, 'image/webp', true]);
  });

  it('answers why a picture was refused, as the contract does', async () => {
    const { send } = library();
    expect(await (await send(`linnet-media://import/${SEED_BRAND}`, Buffer.from('no picture at all, just words'))).json()).toMatchObject({ ok: false, error: { code: 'media-type' } });
    expect(await (await send(`linnet-media://import/${SEED_BRAND}`, new Uint8Array(0))).json()).toMatchObject({ ok: false, error: { code: 'media-empty' } });
    expect(await (await send('linnet-media://import/00000000-0000-7000-8000-000000000000', await photo(9, 9))).json()).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await (await send(`linnet-media://import/${SEED_BRAND}`, new Uint8Array(9), { origin: ORIGIN, 'content-length': '2000000' })).json()).toMatchObject({ ok: false, error: { code: 'media-too-big' } });
  });

  it('serves nobody but our own window', async () => {
    const { ask, send, bring } = library();
    const asset = await bring(await photo(20, 20));
    const hash = asset.ok ? asset.value.hash : '';
    for (const origin of ['https://evil.example', 'null', 'linnet-app://other']) {
      expect((await ask(`linnet-media://file/${hash}`, { headers: { origin } })).status).toBe(403);
      expect((await send(`linnet-media://import/${SEED_BRAND}`, await photo(9, 9), { origin })).status).toBe(403);
    }
  });

  it('cannot be led out of the library', async () => {
    const { ask, folder, bring } = library();
    await bring(await photo(20, 20));
    writeFileSync(join(folder, 'secret.txt'), 'SECRET');
    const parts = fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2E%2e', '/', '%2f', '\\', '%5c', 'secret.txt', 'media', 'a'.repeat(64), '0'.repeat(63), 'etc/passwd', '\u0000', '%00', '?', '#', ' '), { minLength: 1, maxLength: 8 }).map((p) => p.join(''));
    const any = fc.oneof(parts, fc.string({ maxLength: 80 }), fc.webPath());
    await fc.assert(fc.asyncProperty(fc.constantFrom('file', 'thumb', 'import', 'media', ''), any, async (host, path) => {
      const url = `linnet-media://${host}/${path}`;
      if (!URL.canParse(url)) return;
      expect([404, 405]).toContain((await ask(url)).status);
    }), { numRuns: 400 });
  });

  it('knows no other methods, and no hash that is not in the library', async () => {
    const { ask } = library();
    expect((await ask(`linnet-media://file/${'a'.repeat(64)}`)).status).toBe(404);
    expect((await ask(`linnet-media://thumb/${'a'.repeat(64)}`)).status).toBe(404);
    expect((await ask(`linnet-media://file/${'a'.repeat(64)}`, { method: 'DELETE' })).status).toBe(405);
    expect((await ask(`linnet-media://import/${SEED_BRAND}`)).status).toBe(405);
    expect((await ask(`linnet-media://import/${SEED_BRAND}`, { method: 'OPTIONS' })).headers.get('access-control-allow-methods')).toBe('GET, POST');
  });
});
