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
