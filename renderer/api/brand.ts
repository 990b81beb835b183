import { useSuspenseQuery } from '@tanstack/react-query';
import type { Brand } from '#core/contract/brands';
import { orpc } from './client';
import { setPreferences, usePreferences } from './preferences';

/** All brands by name, and the one the person is in; null only before the first is made. */
export function useBrands(): { readonly brands: readonly Brand[]; readonly brand: Brand | null } {
  const { data: brands } = useSuspenseQuery(orpc.brands.list.queryOptions());
  const [{ lastBrandId }] = usePreferences();
  return { brands, brand: brandIn(brands, lastBrandId) };
}

/** The brand the person was last in; the first by name where that one is gone. */
export const brandIn = (brands: readonly Brand[], lastBrandId: string | null): Brand | null => brands.find((each) => each.id === lastBrandId) ?? brands[0] ?? null;

/** The brand the person is in. Only for screens that exist inside a brand: throws without one. */
export function useBrand(): Brand {
  const { brand } = useBrands();
  if (brand === null) throw new Error('A screen of a brand was shown without one');
  return brand;
}

export const switchBrand = (brandId: string): Promise<void> => setPreferences({ lastBrandId: brandId });
