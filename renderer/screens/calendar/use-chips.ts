import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Chip } from '#core/contract/planning';
import type { Weekday } from '#core/time';
import { orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { type Place, rangeOf, step } from './place';

export interface Asked {
  readonly brandId: string;
  readonly place: Place;
  readonly zone: string;
  readonly weekStart: Weekday;
}

/** The question for the chips of a period. */
export const chipsQuery = ({ brandId, place: { view, date, filter }, zone, weekStart }: Asked) =>
  orpc.planning.calendar.queryOptions({ input: { brandId, ...rangeOf(view, date, zone, weekStart), filter } });

/** The chips of the shown period. While another period is read the old ones stay, and the neighbours are read ahead. */
export function useChips(asked: Asked & { readonly today: string }): readonly Chip[] | undefined {
  const { data } = useQuery({ ...chipsQuery(asked), placeholderData: keepPreviousData });
  useEffect(() => {
    if (data === undefined) return undefined;
    const { place, today } = asked;
    const ahead = requestIdleCallback(() => {
      for (const by of [1, -1] as const) void queryClient.prefetchQuery(chipsQuery({ ...asked, place: { ...place, date: step(place.view, place.date, by, today) } }));
    });
    return () => cancelIdleCallback(ahead);
  });
  return data;
}
