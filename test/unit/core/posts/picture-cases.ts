import { DAY } from '#core/clock';
import { limitsFor, type NetworkLimits } from '#core/networks';
import type { PictureProbe } from '#core/pictures/probe';
import type { MendId, PreflightInput, PreflightMedia, ProblemCode } from '#core/posts/preflight';

export const now = Date.UTC(2026, 10, 22, 9);

export const picture = (over: Partial<PreflightMedia> = {}): PreflightMedia => ({
  assetId: 'asset-1', mime: 'image/jpeg', bytes: 500_000, width: 1200, height: 800, alt: 'A finch', animated: false, probe: null, status: 'ok', ...over,
});

export const input = (over: Partial<PreflightInput> = {}): PreflightInput => {
  const network = over.network ?? 'bluesky';
  return {
    network, accountId: 'account-1', limits: limitsFor(network, null), text: 'Hello', media: [], thread: [], baseText: null, options: {},
    time: { dueAt: now + DAY, now, gap: null }, account: { health: 'ok', expiresAt: null }, unresolvedMentions: [], ...over,
  };
};

export interface Case {
  readonly name: string;
  readonly code: ProblemCode;
  readonly severity: 'stop' | 'look';
  readonly bad: Partial<PreflightInput>;
  /** The nearest thing that has no such problem. */
  readonly good: Partial<PreflightInput>;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly mends: readonly MendId[];
}

export const one = { asset: 'asset-1', index: 1 };

const shaping: NetworkLimits = {
  ...limitsFor('bluesky', null),
  media: { maxImages: 4, mimeTypes: ['image/jpeg'], maxBytes: null, maxPixels: null, animated: 'refused', minWidth: 320, maxWidth: 1440, ratio: { min: 0.8, max: 2 } },
};
export const plain: PictureProbe = { frames: 1, pages: 1, colours: 'srgb', depth: 8, orientation: 1, tells: false };
const moving = (frames: number): PreflightMedia => picture({ mime: 'image/gif', animated: true, width: 640, height: 480, probe: { ...plain, frames } });

/** What only a look into the bytes, or a network with rules about shape, brings up. */
export const pictureCases: readonly Case[] = [
  {
    name: 'a picture too wide a shape', code: 'media-shape', severity: 'stop', bad: { limits: shaping, media: [picture({ width: 1000, height: 499 })] },
    good: { limits: shaping, media: [picture({ width: 1000, height: 500 })] }, params: { ...one, width: 1000, height: 499, min: 0.8, max: 2 }, mends: ['crop', 'pad'],
  },
  {
    name: 'a picture too tall a shape', code: 'media-shape', severity: 'stop', bad: { limits: shaping, media: [picture({ width: 799, height: 1000 })] },
    good: { limits: shaping, media: [picture({ width: 800, height: 1000 })] }, mends: ['crop', 'pad'],
  },
  {
    name: 'a shape that the network does not show best', code: 'media-shape-best', severity: 'look', bad: { network: 'pinterest', options: { board: '1' }, media: [picture({ width: 1200, height: 1500 })] },
    good: { network: 'pinterest', options: { board: '1' }, media: [picture({ width: 1000, height: 1499 })] }, params: { ...one, width: 1200, height: 1500, best: '2:3' }, mends: ['crop', 'pad'],
  },
  {
    name: 'too many pixels in all frames', code: 'media-too-much-movement', severity: 'stop', bad: { network: 'x', media: [{ ...moving(340), width: 1000, height: 900 }] },
    good: { network: 'x', media: [{ ...moving(330), width: 1000, height: 900 }] }, params: { ...one, frames: 340, maxFrames: 350, width: 1000, height: 900 }, mends: ['compress', 'remove-media'],
  },
  {
    name: 'a picture too wide', code: 'media-too-wide', severity: 'stop', bad: { limits: shaping, media: [picture({ width: 1441, height: 1000 })] },
    good: { limits: shaping, media: [picture({ width: 1440, height: 1000 })] }, params: { ...one, width: 1441, max: 1440 }, mends: ['compress', 'remove-media'],
  },
  {
    name: 'a picture too small', code: 'media-too-small', severity: 'stop', bad: { limits: shaping, media: [picture({ width: 319, height: 300 })] },
    good: { limits: shaping, media: [picture({ width: 320, height: 300 })] }, params: { ...one, width: 319, min: 320 }, mends: ['compress', 'replace-media'],
  },
  {
    name: 'too many frames', code: 'media-too-much-movement', severity: 'stop', bad: { network: 'x', media: [moving(351)] }, good: { network: 'x', media: [moving(350)] },
    params: { ...one, frames: 351, maxFrames: 350, width: 640, height: 480 }, mends: ['compress', 'remove-media'],
  },
  {
    name: 'colours for print', code: 'media-colours', severity: 'look', bad: { media: [picture({ probe: { ...plain, colours: 'print' } })] },
    good: { media: [picture({ probe: { ...plain, colours: 'grey', orientation: 6, tells: true } })] }, params: { ...one, colours: 'print' }, mends: ['compress'],
  },
  {
    name: 'sixteen bits', code: 'media-colours', severity: 'look', bad: { media: [picture({ probe: { ...plain, depth: 16 } })] },
    good: { media: [picture({ probe: plain })] }, params: { ...one, colours: 'deep' }, mends: ['compress'],
  },
];
