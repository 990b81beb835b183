// The two archive formats set-up meets, read with what Node itself has: nothing may be installed yet, and
// neither `unzip` nor `tar` is sure to be on the machine.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

/**
 * @param {Buffer} archive a gzipped tar
 * @param {string} suffix the end of the wanted entry's name
 * @returns {Buffer}
 */
export function readFromTarGz(archive, suffix) {
  const tar = gunzipSync(archive);
  for (let offset = 0; offset + 512 <= tar.length; ) {
    const name = tar.toString('utf8', offset, offset + 100).replace(/\0.*$/s, '');
    if (name === '') break;
    const size = parseInt(tar.toString('latin1', offset + 124, offset + 136), 8);
    if (name.endsWith(suffix)) return tar.subarray(offset + 512, offset + 512 + size);
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`no ${suffix} in the archive`);
}

/**
 * Unpacks a zip (without zip64) into a folder, keeping file modes and links.
 * @param {Buffer} zip
 * @param {string} folder
 * @param {(name: string) => string | undefined} rename the path to write an entry to, undefined to leave it out
 */
export function unzip(zip, folder, rename) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip file');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    const method = zip.readUInt16LE(at + 10);
    const packed = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);

    const target = rename(name);
    if (target === undefined || name.endsWith('/')) continue;
    if (normalize(target).startsWith('..')) throw new Error(`an entry leaves the folder: ${name}`);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const raw = zip.subarray(start, start + packed);
    const data = method === 0 ? raw : inflateRawSync(raw);
    const file = join(folder, target);
    mkdirSync(dirname(file), { recursive: true });
    if ((mode & 0o170000) === 0o120000) symlinkSync(data.toString('utf8'), file);
    else {
      writeFileSync(file, data);
      if (mode & 0o111) chmodSync(file, 0o755);
    }
  }
}
