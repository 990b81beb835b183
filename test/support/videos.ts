import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Small films of our own, in `test/support/videos`; its README says how each was made. */
export type VideoName =
  | 'h264-aac.mp4' | 'moov-last.mp4' | 'rotated.mp4' | 'h264.mov' | 'h264.mkv' | 'hevc.mp4' | 'prores.mov'
  | 'vp9-opus.webm' | 'vp8-silent.webm' | 'mpeg4.avi' | 'sound-only.mp4';

/** From the project's folder, where every suite starts: bundled with the photographer, this file lies elsewhere. */
export const videoPath = (name: VideoName): string => join(process.cwd(), 'test', 'support', 'videos', name);
export const video = (name: VideoName): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(videoPath(name)));

/** A box of an MP4 file: its length, its name, what is in it. */
const box = (name: string, body: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A playable film that is as large as wanted: behind its end comes a box that players pass over. Nothing of it is held. */
export async function* largeVideo(bytes: number): AsyncGenerator<Uint8Array> {
  const film = video('h264-aac.mp4');
  yield film;
  const rest = bytes - film.length;
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write('free', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(rest), 8);
  yield head;
  const piece = new Uint8Array(1_048_576);
  for (let left = rest - 16; left > 0; left -= piece.length) yield await Promise.resolve(left >= piece.length ? piece : piece.subarray(0, left));
}

/** A few bytes that say that so much of a table of contents follows. */
export const claimsHugeMoov = (bytes: number): Uint8Array => {
  const moov = Buffer.alloc(16);
  moov.writeUInt32BE(1, 0);
  moov.write('moov', 4, 'latin1');
  moov.writeBigUInt64BE(BigInt(bytes), 8);
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isommp41', 'latin1')), moov]);
};

/** The same film, whose table of contents says that it is of another size: for networks that take none as small as ours are. */
export function saidToBe(film: Uint8Array, width: number, height: number): Buffer {
  const bytes = Buffer.from(film);
  // Behind the name of a track's head lie 76 bytes of other things, behind that of a picture format 24.
  for (let at = bytes.indexOf('tkhd', 0, 'latin1'); at >= 0; at = bytes.indexOf('tkhd', at + 4, 'latin1')) {
    if (bytes.readUInt32BE(at + 80) === 0) continue;
    bytes.writeUInt32BE(width * 65_536, at + 80);
    bytes.writeUInt32BE(height * 65_536, at + 84);
  }
  const format = bytes.indexOf('avc1', bytes.indexOf('stsd', 0, 'latin1'), 'latin1');
  bytes.writeUInt16BE(width, format + 28);
  bytes.writeUInt16BE(height, format + 30);
  return bytes;
}
