import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, looksLikeVideo } from '#core/videos/probe';
import { inspectVideo } from '#electron/workers/videos/inspect';
import { photo } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';
import { claimsHugeMoov, video, videoPath } from '#test/support/videos';

const inspect = (bytes: Uint8Array) => {
  const file = join(tempFolder(), 'film');
  writeFileSync(file, bytes);
  return inspectVideo(file);
};

describe('what a video is', () => {
  const h264 = { videoCodec: 'avc', audioCodec: 'aac', sound: true, fps: 25, rotation: 0 } as const;
  it.each([
    ['h264-aac.mp4', { mime: 'video/mp4', width: 320, height: 180 }, { ...h264, durationMs: 4000, startsFast: true }],
    ['moov-last.mp4', { mime: 'video/mp4' }, { ...h264, durationMs: 4000, startsFast: false }],
    ['rotated.mp4', { mime: 'video/mp4', width: 180, height: 320 }, { ...h264, rotation: 270, durationMs: 4000 }],
    ['h264.mov', { mime: 'video/quicktime', width: 320, height: 180 }, { ...h264, durationMs: 4000, startsFast: false }],
    ['h264.mkv', { mime: 'video/x-matroska' }, { ...h264, durationMs: 4023, startsFast: null }],
    ['hevc.mp4', { mime: 'video/mp4' }, { videoCodec: 'hevc', audioCodec: 'aac', durationMs: 4000 }],
    ['prores.mov', { mime: 'video/quicktime', width: 128, height: 72 }, { videoCodec: 'prores', audioCodec: null, sound: false, fps: 10, durationMs: 2000 }],
    ['vp9-opus.webm', { mime: 'video/webm' }, { videoCodec: 'vp9', audioCodec: 'opus', durationMs: 4008 }],
    ['vp8-silent.webm', { mime: 'video/webm' }, { videoCodec: 'vp8', audioCodec: null, sound: false, durationMs: 4000 }],
  ] as const)('%s', async (name, facts, probe) => {
    const bytes = video(name).length;
    expect(await inspectVideo(videoPath(name))).toMatchObject({ ok: true, value: { ...facts, bytes, video: { ...probe, bitrate: Math.round((bytes * 8000) / probe.durationMs) } } });
  });

  it.each([
    ['a container it does not read', () => video('mpeg4.avi'), 'media-type'],
    ['sound without a picture', () => video('sound-only.mp4'), 'video-without-picture'],
    ['nothing', () => new Uint8Array(), 'media-empty'],
    ['one whose end is missing', () => video('h264-aac.mp4').subarray(0, 40_000), 'media-unreadable'],
    ['one whose table of contents is missing', () => video('moov-last.mp4').subarray(0, 40_000), 'media-unreadable'],
    ['one that claims a table of contents of a terabyte', () => claimsHugeMoov(1e12), 'media-unreadable'],
    ['words', () => Buffer.from('no film at all, just words, and then some more words'), 'media-type'],
  ] as const)('refuses %s', async (_name, bytes, code) => {
    expect(await inspect(bytes())).toMatchObject({ ok: false, error: { code } });
  });
});

it('tells videos from pictures by their first bytes', async () => {
  for (const name of ['h264-aac.mp4', 'h264.mov', 'h264.mkv', 'vp8-silent.webm', 'mpeg4.avi'] as const) expect(looksLikeVideo(video(name).subarray(0, HEAD_BYTES))).toBe(true);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(400)]);
  for (const picture of [await photo(40, 40), heic, Buffer.from('words'), new Uint8Array()]) expect(looksLikeVideo(picture.subarray(0, HEAD_BYTES))).toBe(false);
});
