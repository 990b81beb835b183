import { MINUTE, SECOND } from '#core/clock';
import { limitsFor, type NetworkLimits } from '#core/networks';
import type { PreflightMedia } from '#core/posts/preflight';
import type { VideoProbe } from '#core/videos/probe';
import { type Case, one, picture } from './picture-cases';

export const film = (over: Partial<PreflightMedia> = {}, probe: Partial<VideoProbe> = {}): PreflightMedia => picture({
  mime: 'video/mp4', bytes: 20_000_000, width: 1280, height: 720, alt: 'A kiln is opened',
  video: { durationMs: MINUTE, videoCodec: 'avc', audioCodec: 'aac', sound: true, fps: 30, rotation: 0, bitrate: 2_000_000, startsFast: true, ...probe }, ...over,
});

/** A network that has something to say about everything. */
export const strict: NetworkLimits = {
  ...limitsFor('bluesky', null),
  video: {
    mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: ['avc'], audioCodecs: ['aac'], minBytes: 1000, maxBytes: 100_000_000, minMs: SECOND, maxMs: 2 * MINUTE, ratio: { min: 0.5, max: 2 },
    minWidth: 320, minHeight: 320, maxWidth: 1920, maxHeight: 1920, maxPixels: 3_000_000, minFps: 23, maxFps: 60, maxBitrate: 8_000_000, maxVideos: 1, withPictures: false, altText: true,
  },
};
const noVideo: NetworkLimits = { ...strict, video: null };
const mends = ['replace-media', 'remove-video'] as const;
const taken = { mimeTypes: 'video/mp4 video/quicktime', videoCodecs: 'avc', audioCodecs: 'aac' };
const bad = (over: Partial<PreflightMedia>, probe: Partial<VideoProbe> = {}) => ({ limits: strict, media: [film(over, probe)] });

/** What a video on YouTube cannot do without. */
export const titled = { network: 'youtube', options: { title: 'Opening the kiln', madeForKids: 'no' } } as const;

export const videoCases: readonly Case[] = [
  { name: 'a picture alone on YouTube', code: 'media-needed', severity: 'stop', bad: { ...titled, media: [picture()] }, good: { ...titled, media: [film(), picture()] }, params: { kind: 'video' }, mends: ['add-video', 'remove-account'] },
  { name: 'a video where none is taken', code: 'video-not-supported', severity: 'stop', bad: { limits: noVideo, media: [film()] }, good: { limits: strict, media: [film()] }, params: { asset: 'asset-1' }, mends: ['remove-video'] },
  { name: 'a container that is not taken', code: 'video-kind', severity: 'stop', bad: bad({ mime: 'video/webm' }), good: bad({ mime: 'video/quicktime' }), params: { ...one, mime: 'video/webm', videoCodec: 'avc', audioCodec: 'aac', ...taken }, mends },
  { name: 'a codec that is not taken', code: 'video-kind', severity: 'stop', bad: bad({}, { videoCodec: 'hevc' }), good: bad({}, { videoCodec: null, audioCodec: null }), mends },
  { name: 'sound that is not taken', code: 'video-kind', severity: 'stop', bad: bad({}, { audioCodec: 'opus' }), good: bad({}, { audioCodec: null, sound: false }), mends },
  { name: 'a video too large', code: 'video-too-big', severity: 'stop', bad: bad({ bytes: 100_000_001 }), good: bad({ bytes: 100_000_000 }), params: { ...one, bytes: 100_000_001, max: 100_000_000 }, mends },
  { name: 'a video of too few bytes', code: 'video-too-big', severity: 'stop', bad: bad({ bytes: 999 }), good: bad({ bytes: 1000 }), params: { ...one, bytes: 999, min: 1000 }, mends },
  { name: 'a video too long', code: 'video-length', severity: 'stop', bad: bad({}, { durationMs: 120_001 }), good: bad({}, { durationMs: 120_000 }), params: { ...one, ms: 120_001, max: 120_000 }, mends },
  { name: 'a video too short', code: 'video-length', severity: 'stop', bad: bad({}, { durationMs: 999 }), good: bad({}, { durationMs: null }), params: { ...one, ms: 999, min: 1000 }, mends },
  { name: 'a video too wide a shape', code: 'video-shape', severity: 'stop', bad: bad({ width: 1281, height: 640 }), good: bad({ width: 1280, height: 640 }), params: { ...one, width: 1281, height: 640, min: 0.5, max: 2 }, mends },
  { name: 'a video too tall a shape', code: 'video-shape', severity: 'stop', bad: bad({ width: 639, height: 1280 }), good: bad({ width: 640, height: 1280 }), mends },
  { name: 'a video too small', code: 'video-too-small', severity: 'stop', bad: bad({ width: 400, height: 319 }), good: bad({ width: 320, height: 320 }), params: { ...one, width: 400, height: 319, minWidth: 320, minHeight: 320 }, mends },
  { name: 'a video of too many pixels', code: 'video-too-many-pixels', severity: 'stop', bad: bad({ width: 1800, height: 1700 }), good: bad({ width: 1800, height: 1600 }), params: { ...one, width: 1800, height: 1700, pixels: 3_060_000, max: 3_000_000 }, mends },
  { name: 'a video wider than asked for', code: 'video-too-wide', severity: 'look', bad: bad({ width: 1921, height: 1080 }), good: bad({ width: 1920, height: 1080 }), params: { ...one, width: 1921, height: 1080, maxWidth: 1920, maxHeight: 1920 }, mends: ['replace-media'] },
  { name: 'too many pictures a second', code: 'video-frames', severity: 'stop', bad: bad({}, { fps: 120 }), good: bad({}, { fps: 60.2 }), params: { ...one, fps: 120, min: 23, max: 60 }, mends },
  { name: 'too few pictures a second', code: 'video-frames', severity: 'stop', bad: bad({}, { fps: 15 }), good: bad({}, { fps: null }), mends },
  { name: 'a video of more data a second than asked for', code: 'video-bitrate', severity: 'look', bad: bad({}, { bitrate: 8_000_001 }), good: bad({}, { bitrate: 8_000_000 }), params: { ...one, bitrate: 8_000_001, max: 8_000_000 }, mends: ['replace-media'] },
  { name: 'two videos where one is taken', code: 'video-too-many', severity: 'stop', bad: { limits: strict, media: [film(), film({ assetId: 'asset-2' })] }, good: { limits: strict, media: [film()] }, params: { asset: 'asset-2', count: 2, max: 1 }, mends: ['remove-video'] },
  { name: 'a video beside a picture', code: 'video-with-pictures', severity: 'stop', bad: { limits: strict, media: [picture({ assetId: 'asset-2' }), film()] }, good: { limits: strict, media: [picture()] }, params: { asset: 'asset-1' }, mends: ['remove-video'] },
  { name: 'a video nobody described', code: 'alt-missing', severity: 'look', bad: bad({ alt: ' ' }), good: bad({}), params: { ...one, kind: 'video' }, mends: ['write-alt'] },
  { name: 'a video whose file is gone', code: 'media-missing', severity: 'stop', bad: bad({ status: 'missing' }), good: bad({}), params: { ...one, kind: 'video' }, mends: ['replace-media', 'remove-media'] },
];
