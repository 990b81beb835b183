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
