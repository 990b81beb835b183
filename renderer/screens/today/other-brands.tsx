import { switchBrand } from '#renderer/api/brand';
import { BrandMark } from '#renderer/components/brand-mark';
import { count } from '#renderer/format';
import type { Lens } from './lens';

interface OtherBrandsProps {
  readonly lens: Lens;
  readonly counts: readonly { readonly brandId: string; readonly needs: number; readonly today: number }[];
  /** After the other brand has been taken. */
  readonly onSwitched: () => void;
}

/** The brands not on this page, with whether one of them needs a person. */
export function OtherBrands({ lens: { brands, brandId }, counts, onSwitched }: OtherBrandsProps) {
  const others = brands.filter(({ id }) => id !== brandId);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="today-brands">
      <div className="sec"><h2 id="today-brands">{brandId === null ? 'Brands' : 'Other brands'}</h2></div>
      <ul className="lined">
        {others.map((brand) => {
          const there = counts.find((each) => each.brandId === brand.id);
          const needs = there?.needs ?? 0;
          const today = there?.today ?? 0;
          return (
            <li key={brand.id} className="brow">
              <BrandMark brand={brand} size="sm" />
              <button type="button" className="plain trunc open" data-row title={brand.name} onClick={() => { void switchBrand(brand.id).then(onSwitched); }}>{brand.name}</button>
              <span className="small t3 nowrap">{today === 0 ? '' : `${count(today, 'post')} today`}</span>
              {needs > 0 ? <span className="small m nowrap">{needs === 1 ? '1 needs you' : `${needs} need you`}</span> : <span className="small t3 nowrap">all well</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
