import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toWallDate } from '#core/time';
import { switchBrand, useBrand, useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { Empty } from '#renderer/components/empty';
import { ScreenBar } from '#renderer/components/screen-bar';
import { errorLine } from '#renderer/messages/errors';
import { navigate, useRoute } from '#renderer/routes';

/** A publication by its id alone, as links, notifications and Today name it: leads to the calendar's list at its day, with its panel open. */
export function PublicationScreen() {
  const route = useRoute();
  const id = route.name === 'publication' ? route.id : '';
  const { data } = useQuery(orpc.publishing.publication.queryOptions({ input: { id }, enabled: id !== '' }));
  const { brands } = useBrands();
  const current = useBrand();
  const now = useNow();
  useEffect(() => {
    if (id === '' || data?.ok !== true) return;
    const { publication, brandId } = data.value;
    const zone = brands.find((brand) => brand.id === brandId)?.timeZone ?? current.timeZone;
    const date = toWallDate(publication.dueAt ?? publication.publishedAt ?? now, zone);
    const go = (): void => navigate(`/calendar?view=list&date=${date}&open=${id}`, { replace: true });
    if (brandId === current.id) go();
    else void switchBrand(brandId).then(go);
  }, [id, data, brands, current, now]);
  return (
    <div className="screen">
      <ScreenBar title="Publication" />
      {data?.ok === false && <Empty act={<Button onClick={() => navigate('/calendar')}>Go to the calendar</Button>}>{errorLine(data.error)}</Empty>}
    </div>
  );
}
