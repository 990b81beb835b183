import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitLimitsOf, type MediaLimits, networkFacts, type NetworkId, noFitLimits, pictureLimitsOf } from '#core/networks';

const rules = (network: NetworkId) => pictureLimitsOf(networkFacts[network]);
/** `4:5` or `1.91:1`. */
const ratio = (text: unknown): number => { const [width, height] = String(text).split(':').map(Number); return (width ?? 0) / (height ?? 0); };

const shapeOf = (media: MediaLimits | null): string => `${media?.bestShape?.width}:${media?.bestShape?.height}`;

type Value = Readonly<Record<string, unknown>>;
type Sheet = Readonly<Record<string, { readonly media?: Readonly<Record<string, { readonly value: Value }>> }>>;
const sheetPath = join(process.env['LINNET_SHARED'] ?? join(import.meta.dirname, '../../../../../shared'), 'networks/limits.json');
const sheetIsHere = existsSync(sheetPath);
const second = (value: unknown): unknown => (Array.isArray(value) ? value[1] as unknown : undefined);
const start = (value: unknown): unknown => (Array.isArray(value) ? value[0] as unknown : undefined);

const compared: readonly (readonly [string, unknown, (of: (network: string, kind: string) => Value) => unknown])[] = [
  ['X bytes', rules('x')?.maxBytes, (of) => of('x', 'image')['max_bytes']],
  ['X types', rules('x')?.mimeTypes.toSorted(), (of) => (of('x', 'image')['types'] as readonly string[]).toSorted()],
  ['X GIF frames', rules('x')?.moving?.maxFrames, (of) => of('x', 'gif')['max_frames']],
  ['X GIF width', rules('x')?.moving?.maxWidth, (of) => of('x', 'gif')['max_w']],
  ['X GIF height', rules('x')?.moving?.maxHeight, (of) => of('x', 'gif')['max_h']],
  ['X GIF pixels in all', rules('x')?.moving?.maxPixelsInAll, (of) => of('x', 'gif')['max_pixels_total']],
  ['LinkedIn types', rules('linkedin')?.mimeTypes, (of) => of('linkedin', 'image')['types']],
  ['LinkedIn GIF frames', rules('linkedin')?.moving?.maxFrames, (of) => of('linkedin', 'image')['gif_frames']],
  ['Pinterest types', rules('pinterest')?.mimeTypes, (of) => of('pinterest', 'image')['types_base64']],
  ['Pinterest best shape', shapeOf(rules('pinterest')), (of) => of('pinterest', 'image')['aspect_recommended']],
  ['Pinterest number', rules('pinterest')?.maxImages, (of) => second(of('pinterest', 'carousel')['count'])],
  ['LinkedIn pixels', rules('linkedin')?.maxPixels, (of) => of('linkedin', 'image')['max_pixels']],
  ['LinkedIn number', rules('linkedin')?.maxImages, (of) => second(of('linkedin', 'multi_image')['count'])],
  ['Facebook safe bytes', rules('facebook')?.maxBytes, (of) => of('facebook_page', 'photo')['max_bytes_safe']],
  ['Instagram types', rules('instagram')?.mimeTypes, (of) => of('instagram', 'image')['types']],
  ['Instagram bytes', rules('instagram')?.maxBytes, (of) => of('instagram', 'image')['max_bytes']],
  ['Instagram least width', rules('instagram')?.minWidth, (of) => start(of('instagram', 'image')['width'])],
  ['Instagram most width', rules('instagram')?.maxWidth, (of) => second(of('instagram', 'image')['width'])],
  ['Instagram tallest', rules('instagram')?.ratio?.min, (of) => ratio(start(of('instagram', 'image')['aspect']))],
  ['Instagram widest', rules('instagram')?.ratio?.max, (of) => ratio(second(of('instagram', 'image')['aspect']))],
  ['Instagram number', rules('instagram')?.maxImages, (of) => second(of('instagram', 'carousel')['count'])],
  ['Threads types', rules('threads')?.mimeTypes, (of) => of('threads', 'image')['types']],
  ['Threads bytes', rules('threads')?.maxBytes, (of) => of('threads', 'image')['max_bytes']],
  ['Threads widest', rules('threads')?.ratio?.max, (of) => ratio(of('threads', 'image')['aspect_max'])],
  ['Threads number', rules('threads')?.maxImages, (of) => second(of('threads', 'carousel')['count'])],
  ['YouTube thumbnail types', rules('youtube')?.mimeTypes, (of) => of('youtube', 'thumbnail')['types']],
  ['YouTube thumbnail bytes', rules('youtube')?.maxBytes, (of) => of('youtube', 'thumbnail')['max_bytes']],
  ['YouTube video bytes', networkFacts.youtube.limits.video?.maxBytes, (of) => of('youtube', 'video')['max_bytes']],
  ['TikTok types', rules('tiktok')?.mimeTypes, (of) => of('tiktok', 'photo')['types']],
  ['Threads widths', [rules('threads')?.minWidth, rules('threads')?.maxWidth], (of) => of('threads', 'image')['width']],
  ['TikTok number', rules('tiktok')?.maxImages, (of) => second(of('tiktok', 'photo')['count'])],
  ['TikTok bytes', rules('tiktok')?.maxBytes, (of) => of('tiktok', 'photo')['max_bytes']],
];

describe.runIf(sheetIsHere)('our rules for pictures beside the shared sheet of limits (not run where it is not at hand)', () => {
  const sheet = sheetIsHere ? (JSON.parse(readFileSync(sheetPath, 'utf8')) as Sheet) : {};
  it.each(compared)('%s', (_name, ours, theirs) => {
    const stated = theirs((network, kind) => sheet[network]?.media?.[kind]?.value ?? {});
    expect(stated).toBeDefined();
    expect(ours).toEqual(stated);
  });
});

describe.runIf(sheetIsHere)('rules of shape in the shared sheet (not run where it is not at hand)', () => {
  const kinds = ['image', 'photo'] as const;
  const sheet = sheetIsHere ? (JSON.parse(readFileSync(sheetPath, 'utf8')) as Sheet) : {};
  it('are all ours too: whoever states a shape for still pictures can be cut or bordered for', () => {
    const stated = Object.entries(sheet).filter(([, { media }]) => kinds.some((kind) => Object.keys(media?.[kind]?.value ?? {}).some((key) => key.startsWith('aspect')))).map(([name]) => name);
    expect(stated.toSorted()).toEqual(['instagram', 'pinterest', 'threads']);
    for (const network of ['instagram', 'pinterest', 'threads'] as const) expect(fitLimitsOf(rules(network), 'crop').ratio, network).not.toBeNull();
  });
});

describe('what a copy has to keep to', () => {
  it('is the network’s, and never a cut that nobody asked for', () => {
    expect(fitLimitsOf(null)).toEqual(noFitLimits);
    expect(fitLimitsOf(rules('instagram'))).toMatchObject({ minWidth: 320, maxWidth: 1440, shape: 'keep', focus: null, animated: 'refused' });
    expect(fitLimitsOf(rules('x'))).toMatchObject({ moving: { maxFrames: 350 }, ratio: null, minWidth: null });
  });
});

const film = (network: NetworkId) => networkFacts[network].limits.video;
const reel = networkFacts.facebook.mediaWhen?.find(({ value }) => value === 'reel')?.video;
const seconds = (ms: number | null | undefined): number => (ms ?? 0) / 1000;

describe.runIf(sheetIsHere)('our rules for Meta’s videos beside the same sheet (not run where it is not at hand)', () => {
  const sheet = sheetIsHere ? (JSON.parse(readFileSync(sheetPath, 'utf8')) as Sheet) : {};
  const of = (network: string, kind: string): Value => {
    const stated = sheet[network]?.media;
    return stated?.[kind]?.value ?? {};
  };
  it('Threads', () => {
    const stated = of('threads', 'video');
    expect([film('threads')?.maxBytes, seconds(film('threads')?.maxMs), film('threads')?.minFps, film('threads')?.maxFps, film('threads')?.maxWidth, film('threads')?.maxBitrate])
      .toEqual([stated['max_bytes'], second(stated['seconds']), start(stated['fps']), second(stated['fps']), stated['max_w'], stated['video_bitrate']]);
  });
  it('Reels of a Facebook Page', () => {
    const stated = of('facebook_page', 'reel');
    expect([seconds(reel?.minMs), seconds(reel?.maxMs), reel?.minWidth, reel?.minHeight]).toEqual([start(stated['seconds']), second(stated['seconds']), start(stated['min_dim']), second(stated['min_dim'])]);
    expect(ratio(stated['aspect'])).toBeGreaterThan(reel?.ratio?.min ?? 1);
    expect(ratio(stated['aspect'])).toBeLessThan(reel?.ratio?.max ?? 0);
  });
});
