import { describe, expect, it } from 'vitest';
import { accountLimitsSchema, limitsFor } from '#core/networks';
import { preflight, type PreflightMedia } from '#core/posts/preflight';
import { input, picture } from './picture-cases';
import { film } from './video-cases';

const codes = (over: Parameters<typeof input>[0]): readonly string[] => preflight(input(over)).map(({ code }) => code);

describe('pictures that a network fetches', () => {
  it('need no media host where the account brings them itself', () => {
    const account = accountLimitsSchema.parse({ hostsPictures: true });
    const post = { network: 'instagram', media: [picture()] } as const;
    expect(codes({ ...post, limits: limitsFor('instagram', account) })).toEqual([]);
    expect(codes(post)).toEqual(['media-host-needed']);
  });
});

describe('videos where pictures are fetched and videos are sent', () => {
  it('need no media host, and what the account says of itself leaves their rules alone', () => {
    const post = { network: 'instagram', media: [film()] } as const;
    expect(codes(post)).toEqual([]);
    expect(codes({ ...post, limits: limitsFor('instagram', accountLimitsSchema.parse({ hostsPictures: true })) })).toEqual([]);
    expect(codes({ network: 'instagram', media: [film(), picture({ assetId: 'asset-2' })] })).toEqual(['media-host-needed']);
    expect(codes({ network: 'instagram', media: [film({}, { durationMs: 901_000 })] })).toEqual(['video-length']);
  });
});

describe('a Story', () => {
  const as = (postAs: string, media: readonly PreflightMedia[], text = ''): readonly string[] => codes({ network: 'instagram', mediaHost: true, media, text, options: { postAs } });
  const tall = picture({ width: 1080, height: 1920, alt: '' });

  it('is one picture of any shape, without alt text', () => {
    expect(as('feed', [tall])).toEqual(['media-shape', 'alt-missing']);
    expect(as('story', [tall])).toEqual([]);
    const two = [picture(), picture({ assetId: 'asset-2' })];
    expect([as('feed', two), as('story', two)]).toEqual([[], ['media-too-many']]);
    const [minute, longer] = [film({}, { durationMs: 60_000 }), film({}, { durationMs: 61_000 })];
    expect([as('feed', [longer]), as('story', [minute]), as('story', [longer])]).toEqual([[], [], ['video-length']]);
  });

  it('says once that its text is not shown, and nothing else of it', () => {
    expect(as('story', [tall], 'x'.repeat(3000))).toEqual(['text-not-shown']);
    expect(as('feed', [picture()], 'x'.repeat(3000))).toEqual(['text-too-long']);
  });
});

describe('a Facebook post, Reel or Story', () => {
  const as = (kind: string, media: readonly PreflightMedia[], text = ''): readonly string[] => codes({ network: 'facebook', media, text, options: { kind } });
  const tall = (probe: object = {}, over: object = {}): PreflightMedia => film({ width: 1080, height: 1920, ...over }, { durationMs: 30_000, ...probe });

  it('a Reel is one video, tall, of three to ninety seconds, and has its text', () => {
    expect(as('reel', [tall()], 'Words')).toEqual([]);
    expect([as('reel', [], 'Words'), as('reel', [picture()])]).toEqual([['video-needed'], ['video-needed']]);
    expect([as('reel', [film({ width: 1920, height: 1080 }, { durationMs: 30_000 })]), as('post', [film()])]).toEqual([['video-shape'], []]);
    expect([as('reel', [tall({ durationMs: 2999 })]), as('reel', [tall({ durationMs: 90_000 })]), as('reel', [tall({ durationMs: 91_000 })]), as('post', [tall({ durationMs: 5_000_000 })])]).toEqual([['video-length'], [], ['video-length'], []]);
    expect([as('reel', [tall({}, { width: 405, height: 720 })]), as('reel', [tall({ fps: 15 })])]).toEqual([['video-too-small'], ['video-frames']]);
    expect(as('reel', [tall()], 'x'.repeat(63_207))).toEqual(['text-too-long']);
  });

  it('a Story is one picture or one video, and shows no text', () => {
    expect([as('story', [picture({ alt: '' })]), as('story', [tall()]), as('story', [])]).toEqual([[], [], ['story-needed']]);
    expect(as('story', [tall()], 'Words')).toEqual(['text-not-shown']);
    expect(as('story', [picture(), picture({ assetId: 'asset-2' })])).toEqual(['media-too-many']);
    expect(as('story', [tall({ durationMs: 61_000 })])).toEqual(['video-length']);
  });

  it('a post has pictures or one video', () => {
    expect([as('post', [film(), picture({ assetId: 'asset-2' })]), as('post', [film(), film({ assetId: 'asset-2' })]), as('post', [], 'Words')]).toEqual([['video-with-pictures'], ['video-too-many'], []]);
  });
});

describe('a video on Threads', () => {
  const threads = (media: readonly PreflightMedia[], over: Partial<Parameters<typeof input>[0]> = {}): readonly string[] => codes({ network: 'threads', mediaHost: true, media, ...over });

  it('stands by itself or among pictures, up to twenty of both, and lies on the media host', () => {
    expect(threads([film()])).toEqual([]);
    expect(threads([film(), picture({ assetId: 'asset-2' }), film({ assetId: 'asset-3' })])).toEqual([]);
    expect(threads(Array.from({ length: 21 }, (_one, n) => film({ assetId: `asset-${n}` })))).toEqual(['video-too-many']);
    expect(threads([film()], { mediaHost: false })).toEqual(['media-host-needed']);
  });

  it('is MP4 or MOV of five minutes and a gigabyte at most', () => {
    expect([threads([film({ mime: 'video/webm' })]), threads([film({ mime: 'video/quicktime' })])]).toEqual([['video-kind'], []]);
    expect([threads([film({}, { durationMs: 300_000 })]), threads([film({}, { durationMs: 300_001 })])]).toEqual([[], ['video-length']]);
    expect([threads([film({ bytes: 1_073_741_824 })]), threads([film({ bytes: 1_073_741_825 })])]).toEqual([[], ['video-too-big']]);
  });
});
