import type { Brand } from '#core/contract/brands';
import { switchBrand } from '#renderer/api/brand';
import type { Format } from '#renderer/format';
import { navigate } from '#renderer/routes';

/** Through which eyes the day is seen: one brand in its own zone, or all of them in the zone of this computer. */
export interface Lens {
  /** Null for all brands. */
  readonly brandId: string | null;
  readonly zone: string;
  readonly now: number;
  readonly format: Format;
  readonly brands: readonly Brand[];
}

export const brandNamed = ({ brands }: Lens, id: string): string => brands.find((brand) => brand.id === id)?.name ?? '';

/** Goes to a place that belongs to a brand; from the day of all brands this changes the brand as well. */
export async function openIn({ brandId: seen }: Lens, brandId: string, path: string): Promise<void> {
  if (seen === null) await switchBrand(brandId);
  navigate(path);
}

/** A title inside a sentence, cut between words. @param max characters, so that what is said about it still fits on the line */
export function quoted(title: string, max = 40): string {
  if (title === '') return 'a post without words';
  if (title.length <= max) return `“${title}”`;
  const cut = title.slice(0, max);
  const end = cut.lastIndexOf(' ');
  return `“${cut.slice(0, end > max / 2 ? end : max).replace(/[\s.,:;]+$/, '')}…”`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
