import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeveloperSettings } from '#electron/composition/developer-settings';

let folder: string;
const told: string[] = [];
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linnet-dev-')); told.length = 0; });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
const read = (content: unknown): unknown => {
  writeFileSync(join(folder, 'developer.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return readDeveloperSettings(folder, (problem) => { told.push(problem); });
};

describe('developer.json', () => {
  it('is nobody\'s business when it is not there', () => {
    expect(readDeveloperSettings(folder, (problem) => { told.push(problem); })).toEqual({});
    expect(told).toEqual([]);
  });

  it('points networks at servers of this machine', () => {
    expect(read({ bluesky: { plc: 'http://localhost:2582/', handleResolver: 'http://127.0.0.1:2583', app: 'http://[::1]:9' }, practice: { url: 'http://127.0.0.1:5/x', secret: 'long-enough' }, x: { api: 'http://127.0.0.1:6', web: 'http://localhost:7/' } }))
      .toEqual({ bluesky: { plc: 'http://localhost:2582', handleResolver: 'http://127.0.0.1:2583', app: 'http://[::1]:9' }, practice: { url: 'http://127.0.0.1:5', secret: 'long-enough', honourKeys: true }, x: { api: 'http://127.0.0.1:6', web: 'http://localhost:7' } });
    expect(told).toEqual([]);
  });

  it.each([
    'https://evil.example', 'http://127.0.0.1.evil.example', 'http://localhost@evil.example', 'http://localhost.evil.example:2582', 'file:///tmp/x', 'javascript:1', 'http://0.0.0.0:1', 'http://192.168.1.4', '//evil.example',
  ])('takes %s for none, and says so', (address) => {
    expect(read({ bluesky: { plc: address, handleResolver: 'http://127.0.0.1:1' } })).toEqual({});
    expect(read({ practice: { url: address, secret: 'long-enough' } })).toEqual({});
    expect(told).toHaveLength(2);
  });

  it('counts as none when it cannot be read', () => {
    for (const broken of ['', '{', '[]', '7', { unknown: 1 }, { practice: { url: 'http://127.0.0.1:1', secret: 'short' } }]) expect(read(broken)).toEqual({});
    expect(told).toHaveLength(6);
  });
});
