import { useQuery } from '@tanstack/react-query';
import { orpc } from '#renderer/api/client';
import type { Brand } from '#core/contract/brands';
import type { Colour } from '#core/contract/shapes';
import { thumbUrl } from './thumb';

interface BrandMarkProps {
  readonly brand: Pick<Brand, 'name' | 'colour' | 'logoAssetId'>;
  readonly size?: 'sm' | 'md';
}

/** The brand's logo, or its first letters on its colour. Never says the name itself: that is written beside it. */
export function BrandMark({ brand, size = 'md' }: BrandMarkProps) {
  const { data } = useQuery(orpc.media.get.queryOptions({ input: { ids: brand.logoAssetId === null ? [] : [brand.logoAssetId] }, enabled: brand.logoAssetId !== null }));
  const logo = data?.[0];
  if (logo !== undefined && logo.status === 'ok') return <img className="brand-mark" data-size={size} src={thumbUrl(logo.hash, 64)} alt="" draggable={false} />;
  return <span className="brand-mark" data-size={size} style={{ background: brandColour(brand.colour) }} aria-hidden="true">{initials(brand.name)}</span>;
}

export const brandColour = (colour: Colour): string => `var(--brand-${colour})`;

/** One or two letters: of the first two words, or of the one there is. */
export function initials(name: string): string {
  const words = name.split(/[\s&+·,.-]+/u).filter((word) => word !== '');
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '·';
}
