import { randomBytes } from 'node:crypto';
import type { FileSource, OutgoingMedia } from '#electron/connectors/ports/publish';

/** A file that lies in memory. */
export const fileOf = (file: Uint8Array): FileSource & Pick<OutgoingMedia, 'read'> => ({
  bytes: file.length,
  read: () => Promise.resolve(Uint8Array.from(file)),
  readRange: (from, to) => {
    if (from < 0 || from > to || to > file.length) return Promise.reject(new Error(`${from} to ${to} of ${file.length}`));
    return Promise.resolve(Uint8Array.from(file.subarray(from, to)));
  },
});

/** A picture to be sent, by default a PNG of one pixel's size without its bytes' sense. */
export const outgoingPicture = (file: Uint8Array, more: Partial<OutgoingMedia> = {}): OutgoingMedia => ({
  assetId: `asset-${randomBytes(4).toString('hex')}`, kind: 'image', mime: 'image/png', width: 1, height: 1, durationMs: null, alt: '', ...fileOf(file), ...more,
});

/** A video: what connectors send of it is its bytes, so they need not be a film's. Reading it whole is a mistake. */
export const outgoingVideo = (file: Uint8Array, more: Partial<OutgoingMedia> = {}): OutgoingMedia => ({
  ...outgoingPicture(file), kind: 'video', mime: 'video/mp4', width: 640, height: 360, durationMs: 4000,
  read: () => Promise.reject(new Error('a video is never read whole')), ...more,
});
