import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { Icon } from '#renderer/components/icon';
import { useRoute } from '#renderer/routes';
import { BrandSwitcher } from './brand-switcher';
import { places } from './places';
import { PublisherFoot } from './publisher-foot';

/** The left rail: brand, screens, publisher. On every screen. */
export function Rail({ narrow }: { readonly narrow: boolean }) {
  const route = useRoute();
  const { brand } = useBrands();
  const counts = useCounts(brand?.id ?? null);
  return (
    <nav className="rail" aria-label="Screens" data-narrow={narrow} data-pane tabIndex={-1}>
      <BrandSwitcher />
      {places.map((group) => (
        <div className="nav" key={group[0]?.name}>
          {group.map((place) => {
            const off = brand === null && place.route !== 'settings';
            const n = counts[place.route] ?? 0;
            return (
              <Tooltip key={place.name} label={`${place.name} (G ${place.key})`} position="right" disabled={!narrow}>
                <a
                  {...(off ? { 'aria-disabled': true, role: 'link' } : { href: `#${place.to}` })}
                  {...(route.name === place.route && !off ? { 'aria-current': 'page' } : {})}
                >
                  <Icon of={place.icon} />
                  <span>{place.name}</span>
                  {n > 0 && <span className="n">{n}<span className="vh"> {n === 1 ? 'needs you' : 'need you'}</span></span>}
                </a>
              </Tooltip>
            );
          })}
        </div>
      ))}
      <PublisherFoot narrow={narrow} />
    </nav>
  );
}

function useCounts(brandId: string | null): Partial<Record<string, number>> {
  const status = useQuery(orpc.publishing.status.queryOptions({ enabled: brandId !== null }));
  const accounts = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: brandId ?? '' }, enabled: brandId !== null }));
  const unwell = accounts.data?.filter((account) => account.status === 'expiring' || account.status === 'signed-out').length ?? 0;
  return { today: status.data?.needsPerson ?? 0, accounts: unwell };
}
