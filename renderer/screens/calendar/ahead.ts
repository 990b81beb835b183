import { toWallDate } from '#core/time';
import { orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import type { Ahead } from '#renderer/api/first-answers';
import { parsePlace } from './place';
import { chipsQuery } from './use-chips';

/** What the calendar asks for when the window opens on it. */
export const askAhead: Ahead = async ({ brand, preferences, address }) => {
  const today = toWallDate(Date.now(), brand.timeZone);
  const place = parsePlace(address, { view: 'month', date: today, filter: {}, open: null });
  await Promise.all([
    queryClient.prefetchQuery(chipsQuery({ brandId: brand.id, place, zone: brand.timeZone, weekStart: preferences.weekStart })),
    queryClient.prefetchQuery(orpc.posts.drafts.queryOptions({ input: { brandId: brand.id, query: '' } })),
  ]);
};
