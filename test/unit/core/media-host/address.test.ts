import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObjectName, nameInAddress, objectName, readBase } from '#core/media-host/address';
import { type MediaHostSettings, sameLogin, samePlace, tidySettings } from '#core/media-host/settings';

const s3: MediaHostSettings = { kind: 's3', endpoint: 'https://s3.example.com', region: '', bucket: 'pictures', folder: '/a//b/', keyId: ' KEY ' };
const dav: MediaHostSettings = { kind: 'webdav', address: 'https://dav.example.com/x', publicAddress: 'https://example.com/x/', user: 'me' };
const NAME = objectName(new Uint8Array(16).fill(171), 'image/jpeg');
const hostile = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.array(fc.constantFrom('/', '//', '.', '..', '%2e', '%2E%2e', '%252e', '%2f', '%5c', '\\', '%00', '?', '#', '@', ':', ' ', '\n', 'a', 'é', '%', '%ff')).map((parts) => `https://h.example/${parts.join('')}`));

describe('the address of a media host', () => {
  it('whatever is typed, is https, one folder, and leads nowhere else', () => {
    fc.assert(fc.property(hostile, (typed) => {
      const read = readBase(typed);
      if (!read.ok) return;
      const url = new URL(read.value);
      expect(url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)).toBe(true);
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
      expect(url.pathname).toMatch(/^\/$|^(?:\/[^/]+)+\/$/);
      // Read as a lax server would: once and twice.
      for (const path of [decodeURIComponent(url.pathname), decodeURIComponent(url.pathname.replaceAll('%25', '%'))]) expect(path.split('/').some((part) => part === '..' || part === '.' || part.includes('\\'))).toBe(false);
      expect(new URL(read.value + NAME).pathname).toBe(url.pathname + NAME);
      expect(readBase(read.value)).toEqual(read);
    }), { numRuns: 3000 });
  });

  it.each([
    ['', 'empty'], ['example.com', 'malformed'], ['ftp://example.com', 'malformed'], ['http://example.com/x', 'insecure'], ['https://me:pass@example.com/', 'with-login'], ['https://example.com/?a=b', 'malformed'],
    ['https://example.com/%2e%2e%2fetc', 'malformed'], ['https://example.com/a%2fb', 'malformed'], ['https://example.com/%252e%252e/a', 'malformed'], ['https://example.com\\@evil.example/', 'malformed'], ['https:///x', 'malformed'],
  ])('%s is %s', (typed, problem) => { expect(readBase(typed)).toEqual({ ok: false, error: problem }); });

  it('loses doubled slashes and gains the last one', () => { expect(readBase(' https://Example.com//a///b ')).toEqual({ ok: true, value: 'https://example.com/a/b/' }); });
});

describe('names', () => {
  it('are ours, tell nothing, and are found again in an address', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.string(), (random, mime) => {
      const name = objectName(random, mime);
      expect(isObjectName(name)).toBe(true);
      expect(nameInAddress(`https://h.example/b/${name}?X-Amz-Date=1`)).toBe(name);
    }));
    expect(NAME).toBe(`linnet-${'ab'.repeat(16)}.jpg`);
    expect(() => objectName(new Uint8Array(15), 'image/png')).toThrow('random');
  });
  it('of others are never taken for ours', () => {
    fc.assert(fc.property(hostile, (text) => { expect(nameInAddress(text)).toBeNull(); }));
    for (const other of [`../${NAME}`, `${NAME}/`, `${NAME}\n`, 'linnet-1.png', NAME.toUpperCase()]) expect(isObjectName(other), other).toBe(false);
  });
});

describe('settings', () => {
  it('are tidied', () => {
    expect(tidySettings(s3)).toEqual({ ok: true, value: { ...s3, endpoint: 'https://s3.example.com/', region: 'us-east-1', folder: 'a/b/', keyId: 'KEY' } });
    expect(tidySettings(dav)).toEqual({ ok: true, value: { ...dav, address: 'https://dav.example.com/x/' } });
  });
  it.each<[MediaHostSettings, string, string]>([
    [{ ...s3, endpoint: 'https://s3.example.com/bucket' }, 'endpoint', 'with-path'], [{ ...s3, bucket: 'a/../b' }, 'bucket', 'malformed'], [{ ...s3, bucket: '' }, 'bucket', 'empty'], [{ ...s3, folder: '../up' }, 'folder', 'malformed'],
    [{ ...s3, folder: 'a/..' }, 'folder', 'malformed'], [{ ...s3, region: 'a/b' }, 'region', 'malformed'], [{ ...s3, keyId: 'a/b' }, 'keyId', 'malformed'], [{ ...dav, user: 'a:b' }, 'user', 'malformed'], [{ ...dav, user: ' ' }, 'user', 'empty'],
    [{ ...dav, publicAddress: 'http://example.com' }, 'publicAddress', 'insecure'],
  ])('%o: %s is %s', (settings, field, problem) => { expect(tidySettings(settings)).toEqual({ ok: false, error: { field, problem } }); });
  it('whatever is typed for S3, its paths have no way up and no doubled slash', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (bucket, folder) => {
      const tidy = tidySettings({ ...s3, bucket, folder });
      if (!tidy.ok || tidy.value.kind !== 's3') return;
      const path = `/${tidy.value.bucket}/${tidy.value.folder}${NAME}`;
      expect(new URL(path, tidy.value.endpoint).pathname).toBe(path);
      expect(path).not.toMatch(/\/\/|\/\.\.?\//);
    }), { numRuns: 2000 });
  });
  it('know when a secret may stay and when the place is another', () => {
    expect([sameLogin(s3, { ...s3, bucket: 'x' }), sameLogin(s3, { ...s3, endpoint: 'https://evil.example' }), sameLogin(s3, { ...s3, keyId: 'B' }), sameLogin(s3, dav), sameLogin(dav, { ...dav, address: 'https://dav.example.com/y' }), sameLogin(dav, { ...dav, address: 'https://evil.example/x' })])
      .toEqual([true, false, false, false, true, false]);
    expect([samePlace(s3, { ...s3, keyId: 'B' }), samePlace(s3, { ...s3, folder: '' }), samePlace(dav, { ...dav, user: 'b' }), samePlace(dav, { ...dav, address: 'https://dav.example.com/y' })]).toEqual([true, false, true, false]);
  });
});
