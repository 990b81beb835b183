import type { Asset } from '#core/contract/shapes';

const simple: readonly (readonly [string, number])[] = [['1:1', 1], ['4:5', 4 / 5], ['5:4', 5 / 4], ['3:4', 3 / 4], ['4:3', 4 / 3], ['2:3', 2 / 3], ['3:2', 3 / 2], ['9:16', 9 / 16], ['16:9', 16 / 9], ['2:1', 2], ['1:2', 1 / 2], ['3:1', 3], ['1:3', 1 / 3]];

/** The nearest simple ratio, within two per cent; else one figure, `1.91:1`. Empty when the size is not known. */
export function ratioOf(asset: Pick<Asset, 'width' | 'height'> | undefined): string {
  if (asset === undefined || asset.width <= 0 || asset.height <= 0) return '';
  const ratio = asset.width / asset.height;
  const near = simple.find(([, value]) => Math.abs(ratio / value - 1) < 0.02);
  if (near !== undefined) return near[0];
  const figure = (value: number): string => String(Math.round(value * 100) / 100);
  return ratio >= 1 ? `${figure(ratio)}:1` : `1:${figure(1 / ratio)}`;
}
