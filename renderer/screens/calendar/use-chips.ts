import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Chip } from '#core/contract/planning';
import type { Weekday } from '#core/time';
import { orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { type Place, rangeOf, step } from './place';

interface Asked {
  readonly brandId: string;
  readonly place: Place;
  readonly zone: string;
  readonly weekStart: Weekday;
  readonly today: string;
}

/** The chips of the shown period. While another period is read the old ones stay, and the neighbours are read ahead. */
export function useChips({ brandId, place: { view, date, filter }, zone, weekStart, today }: Asked): readonly Chip[] | undefined {
  const { data } = useQuery({ ...optionsFor(date), placeholderData: keepPreviousData });
  useEffect(() => {
    if (data === undefined) return undefined;
    const ahead = requestIdleCallback(() => {
      for (const by of [1, -1] as const) void queryClient.prefetchQuery(optionsFor(step(view, date, by, today)));
    });
    return () => cancelIdleCallback(ahead);
  });
  return data;

  function optionsFor(of: string) {
    return orpc.planning.calendar.queryOptions({ input: { brandId, ...rangeOf(view, of, zone, weekStart), filter } });
  }
}
