import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeFolder } from '../../../scripts/runtime/atomic.mjs';
import { findElectron } from '../../../scripts/runtime/electron-runtime.mjs';
import { needsOwnAddon } from '../../../scripts/runtime/sqlite-addon.mjs';
import { readFromTarGz, unzip } from '../../../scripts/runtime/unpack.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-runtime-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('a folder is made whole or not at all', () => {
  test('it appears when it is finished, and is made once', async () => {
    const target = join(folder, 'runtime');
    const make = vi.fn((building: string) => {
      expect(existsSync(target)).toBe(false);
      writeFileSync(join(building, 'file'), 'x');
    });
    await makeFolder(target, make);
    await makeFolder(target, make);
    expect(make).toHaveBeenCalledTimes(1);
    expect(readdirSync(target)).toEqual(['file']);
  });

  test('a failure leaves nothing', async () => {
    await expect(makeFolder(join(folder, 'runtime'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what a killed set-up left is removed; what a running one makes is not', async () => {
    const deadPid = Number(execFileSync(process.execPath, ['-p', 'process.pid']));
    mkdirSync(join(folder, `runtime.tmp-${deadPid}`));
    mkdirSync(join(folder, `runtime.tmp-${process.ppid}`));
    await makeFolder(join(folder, 'runtime'), () => undefined);
    expect(readdirSync(folder).toSorted()).toEqual(['runtime', `runtime.tmp-${process.ppid}`]);
  });
});

interface Entry {
  readonly name: string;
  readonly data: string;
  readonly mode: number;
}

/** A zip of stored entries, only as right as our reader needs. */
function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode } of entries) {
    const local = Buffer.alloc(30 + name.length + data.length);
    local.writeUInt16LE(name.length, 26);
    local.write(name + data, 30);
    const header = Buffer.alloc(46 + name.length);
    header.writeUInt32LE(data.length, 20);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(mode * 0x10000, 38);
    header.writeUInt32LE(offset, 42);
    header.write(name, 46);
    offset += local.length;
    locals.push(local);
    central.push(header);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...central, end]);
}

describe('a zip is unpacked', () => {
  test('with modes and links, without what is not wanted', () => {
    const zip = zipOf([
      { name: 'a/run', data: 'program', mode: 0o100755 },
      { name: 'a/link', data: 'run', mode: 0o120777 },
      { name: 'b/other', data: 'x', mode: 0o100644 },
    ]);
    unzip(zip, folder, (name) => (name.startsWith('a/') ? name.slice(2) : undefined));
    expect(readdirSync(folder).toSorted()).toEqual(['link', 'run']);
    expect(readFileSync(join(folder, 'run'), 'utf8')).toBe('program');
    expect(statSync(join(folder, 'run')).mode & 0o111).toBe(0o111);
    expect(readlinkSync(join(folder, 'link'))).toBe('run');
  });

  test('but never outside its folder', () => {
    expect(() => unzip(zipOf([{ name: '../evil', data: 'x', mode: 0o100644 }]), folder, (name) => name)).toThrow('leaves the folder');
  });
});

test('one entry is read out of a tar', () => {
  const header = Buffer.alloc(512);
  header.write('package/thing.zip', 0);
  header.write('00000000005', 124);
  const tar = Buffer.concat([header, Buffer.from('hello'), Buffer.alloc(507 + 1024)]);
  expect(readFromTarGz(gzipSync(tar), 'thing.zip').toString()).toBe('hello');
  expect(() => readFromTarGz(gzipSync(tar), 'other.zip')).toThrow('other.zip');
});

test.each([['33.2.1', true], ['35.9.9', true], ['36.0.0', false], ['45.4.1', false], ['', false]])('Electron %s needs an addon of its own: %s', (version, answer) => {
  expect(needsOwnAddon(version)).toBe(answer);
});

test('a runtime that was asked for by name and is not there is an error that says which wish it was', async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(folder, 'nowhere'));
  await expect(findElectron()).rejects.toThrow('ELECTRON_OVERRIDE_DIST_PATH is set, but there is no');
});
