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

/** After the frame that shows what was asked for has begun: it takes a while until it is on the screen. */
const READ_AHEAD_AFTER_MS = 60;

/** The chips of the shown period. While another period is read the old ones stay (`stale`), and the neighbours are read ahead. */
export function useChips(asked: Asked & { readonly today: string }): { readonly chips: readonly Chip[] | undefined; readonly stale: boolean } {
  const { data, isPlaceholderData } = useQuery({ ...chipsQuery(asked), placeholderData: keepPreviousData });
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return undefined;
    const { place, today } = asked;
    let ahead = 0;
    let stopped = false;
    // The second one on is for whoever presses again before the next has been read.
    const next = step(place.view, place.date, 1, today);
    const wanted = [next, step(place.view, place.date, -1, today), step(place.view, next, 1, today)];
    const read = (): void => {
      const date = wanted.shift();
      if (date === undefined) return;
      // One at a time: an answer is taken in between two frames, three of them are not.
      ahead = requestIdleCallback(() => { void queryClient.prefetchQuery(chipsQuery({ ...asked, place: { ...place, date } })).then(() => { if (!stopped) read(); }); });
    };
    // Not before what was asked for is painted, which in a window that is not shown yet takes as long as that does.
    let begin: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => { begin = setTimeout(read, READ_AHEAD_AFTER_MS); });
    return () => {
      stopped = true;
      cancelAnimationFrame(frame);
      clearTimeout(begin);
      cancelIdleCallback(ahead);
    };
  });
  return { chips: data, stale: isPlaceholderData };
}
