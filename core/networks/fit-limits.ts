import type { Focus } from '#core/pictures/focus';
import type { MediaLimits, MovingLimits, Ratio } from './facts';

/** How a picture gets another shape: not at all, cut, or with a border. */
export type Fitting = 'keep' | 'crop' | 'pad';

/** What a copy of a picture has to keep to. null: no such limit. */
export interface FitLimits {
  /** Bytes. */
  readonly maxBytes: number | null;
  /** Width times height. */
  readonly maxPixels: number | null;
  /** null: any type Linnet writes. */
  readonly mimeTypes: readonly string[] | null;
  /** One that moves must go on moving, or its first frame will do, or only its first frame is taken. */
  readonly animated: MediaLimits['animated'];
  readonly minWidth: number | null;
  readonly maxWidth: number | null;
  /** Kept to when `shape` is `crop` or `pad`; a copy that nobody asked for never loses an edge. */
  readonly ratio: Ratio | null;
  readonly moving: MovingLimits | null;
  readonly shape: Fitting;
  /** What a cut keeps in the middle, as shares of width and height from the top left. null: Linnet looks for it. */
  readonly focus: Focus | null;
}

export const noFitLimits: FitLimits = {
  maxBytes: null, maxPixels: null, mimeTypes: null, animated: 'moves', minWidth: null, maxWidth: null, ratio: null, moving: null, shape: 'keep', focus: null,
};

/** Nobody sees two hundredths, and whole pixels seldom meet a shape. */
export const near = ({ width, height }: NonNullable<MediaLimits['bestShape']>): Ratio => ({ min: (width / height) * 0.98, max: (width / height) * 1.02 });

/** A network's limits as the picture worker wants them. */
export const fitLimitsOf = (media: MediaLimits | null, shape: Fitting = 'keep', focus: FitLimits['focus'] = null): FitLimits => (media === null ? noFitLimits : {
  maxBytes: media.maxBytes, maxPixels: media.maxPixels, mimeTypes: media.mimeTypes, animated: media.animated, minWidth: media.minWidth ?? null, maxWidth: media.maxWidth ?? null,
  ratio: media.ratio ?? (media.bestShape === undefined ? null : near(media.bestShape)), moving: media.moving ?? null, shape, focus,
});
