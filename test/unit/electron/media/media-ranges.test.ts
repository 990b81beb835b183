import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { err } from '#core/result';
import { createMediaHandler } from '#electron/shell/media-protocol';
import { tempFolder } from '#test/support/temp-folder';

const HASH = 'a'.repeat(64);
const film = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 251);

function served(mime = 'video/mp4', bytes = film) {
  const path = join(tempFolder(), 'film');
  writeFileSync(path, bytes);
  const no = () => Promise.resolve(err({ code: 'not-found' } as const));
  const handle = createMediaHandler({ thumbnail: no, original: () => ({ path, mime }), importStream: no, poster: no, maxImportBytes: 1, origins: [] });
  return (range?: string, method = 'GET') => handle(new Request(`linnet-media://file/${HASH}`, { method, ...(range === undefined ? {} : { headers: { range } }) }));
}
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());

it('answers any part of a file as that part', async () => {
  const ask = served();
  await fc.assert(fc.asyncProperty(fc.nat({ max: 320_000 }), fc.option(fc.nat({ max: 320_000 })), async (from, to) => {
    const response = await ask(`bytes=${from}-${to ?? ''}`);
    if (to !== null && to < from) {
      expect(response.status).toBe(200);
      return;
    }
    if (from >= film.length) {
      expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${film.length}`]);
      return;
    }
    const end = Math.min(to ?? Infinity, film.length - 1);
    expect([response.status, response.headers.get('content-range'), response.headers.get('content-length')]).toEqual([206, `bytes ${from}-${end}/${film.length}`, String(end - from + 1)]);
    expect(Buffer.from(await bytesOf(response)).equals(film.subarray(from, end + 1))).toBe(true);
  }), { numRuns: 60 });
});

it('answers the last bytes, the whole file, and says that it takes ranges', async () => {
  const ask = served();
  expect(await bytesOf(await ask('bytes=-5'))).toEqual(film.slice(-5));
  expect((await bytesOf(await ask('bytes=-999999'))).length).toBe(film.length);
  expect((await ask('bytes=-0')).status).toBe(416);
  for (const odd of ['bytes=', 'bytes=1-2,5-9', 'lines=1-2', 'bytes=a-b', 'bytes=5-2']) {
    const whole = await ask(odd);
    expect([whole.status, whole.headers.get('accept-ranges'), (await bytesOf(whole)).length]).toEqual([200, 'bytes', film.length]);
  }
  const head = await ask('bytes=0-9', 'HEAD');
  expect([head.status, head.headers.get('content-length'), (await bytesOf(head)).length]).toEqual([206, '10', 0]);
});

it('names containers as the player knows them, and answers an empty file and none', async () => {
  expect((await served('video/quicktime')()).headers.get('content-type')).toBe('video/mp4');
  expect((await served('video/x-matroska')()).headers.get('content-type')).toBe('video/webm');
  const empty = served('video/mp4', new Uint8Array());
  expect([(await empty()).status, (await empty('bytes=0-1')).status]).toEqual([200, 416]);
  const gone = createMediaHandler({ thumbnail: () => Promise.resolve(err({ code: 'not-found' })), original: () => ({ path: join(tempFolder(), 'none'), mime: 'video/mp4' }), importStream: () => Promise.resolve(err({ code: 'not-found' })), poster: () => Promise.resolve(err({ code: 'not-found' })), maxImportBytes: 1, origins: [] });
  expect((await gone(new Request(`linnet-media://file/${HASH}`))).status).toBe(404);
});
