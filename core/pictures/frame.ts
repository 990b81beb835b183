import type { FitLimits } from '#core/networks';

export interface Size { readonly width: number; readonly height: number }

/** How a copy is drawn: a part of the picture, at a size, in the middle of a canvas. Whole pixels. */
export interface Frame {
  readonly part: Size & { readonly left: number; readonly top: number };
  readonly drawn: Size;
  readonly canvas: Size;
}

/** A small picture is not blown up further than this; the sum of both directions would be a blur. */
const MOST_ENLARGED = 4;

type Bounds = Pick<FitLimits, 'maxPixels' | 'maxWidth' | 'minWidth' | 'ratio' | 'shape' | 'focus'>;

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** Whether a picture has a shape that these limits refuse. */
export const isMisshapen = ({ width, height }: Size, ratio: FitLimits['ratio']): boolean =>
  ratio !== null && (width > height * ratio.max || width < height * ratio.min);

/** The part that a cut keeps: as much as the ratio allows, with the focus as near to its middle as the edges let it. */
function cut({ width, height }: Size, ratio: { readonly min: number; readonly max: number }, focus: { readonly x: number; readonly y: number }): Frame['part'] {
  const kept = { width: Math.max(1, Math.min(width, Math.floor(height * ratio.max))), height: Math.max(1, Math.min(height, Math.floor(width / ratio.min))) };
  return {
    ...kept,
    left: clamp(Math.round(focus.x * width - kept.width / 2), 0, width - kept.width),
    top: clamp(Math.round(focus.y * height - kept.height / 2), 0, height - kept.height),
  };
}

/** What holds the drawn picture and has an allowed shape. */
const around = ({ width, height }: Size, ratio: { readonly min: number; readonly max: number }): Size =>
  ({ width: Math.max(width, Math.ceil(height * ratio.min)), height: Math.max(height, Math.ceil(width / ratio.max)) });

/** Rounding may leave a shape that was allowed a pixel outside. */
const within = ({ width, height }: Size, ratio: { readonly min: number; readonly max: number }): Size =>
  ({ width: Math.max(1, Math.min(width, Math.floor(height * ratio.max))), height: Math.max(1, Math.min(height, Math.floor(width / ratio.min))) });

/**
 * The largest frame within the limits, never larger than the picture unless it is narrower than what is taken at least.
 * null: too narrow to be enlarged, or the limits exclude one another.
 * @param shrink a share of that size, where its bytes were too many
 */
export function frameFor(size: Size, limits: Bounds, shrink = 1): Frame | null {
  const shaped = limits.shape !== 'keep' && isMisshapen(size, limits.ratio) ? limits.ratio : null;
  const part = shaped !== null && limits.shape === 'crop' ? cut(size, shaped, limits.focus ?? { x: 0.5, y: 0.5 }) : { left: 0, top: 0, ...size };
  const outer = shaped !== null && limits.shape === 'pad' ? around(part, shaped) : part;
  const most = Math.min(1, Math.sqrt((limits.maxPixels ?? Infinity) / (outer.width * outer.height)), (limits.maxWidth ?? Infinity) / outer.width);
  const least = (limits.minWidth ?? 0) / outer.width;
  if (least > MOST_ENLARGED) return null;
  let scale = Math.max(most * shrink, least);
  // Rounding up may go over by a line; a hair smaller does not.
  for (let round = 0; round < 40; round += 1, scale *= 0.995) {
    const whole = scale === least ? Math.ceil : Math.floor;
    const sized = { width: Math.max(1, whole(part.width * scale)), height: Math.max(1, whole(part.height * scale)) };
    const drawn = limits.ratio !== null && !isMisshapen(part, limits.ratio) ? within(sized, limits.ratio) : sized;
    const canvas = shaped !== null && limits.shape === 'pad' ? around(drawn, shaped) : drawn;
    const fits = canvas.width * canvas.height <= (limits.maxPixels ?? Infinity) && canvas.width <= (limits.maxWidth ?? Infinity);
    if (fits) return canvas.width >= (limits.minWidth ?? 0) ? { part, drawn, canvas } : null;
  }
  return null;
}
