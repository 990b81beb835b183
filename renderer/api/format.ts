import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createFormat, type Format } from '#renderer/format';
import { orpc } from './client';
import { usePreferences } from './preferences';

/** Times and numbers as this person reads them. */
export function useFormat(): Format {
  const { data: info } = useSuspenseQuery(orpc.app.info.queryOptions());
  const [{ hourCycle }] = usePreferences();
  return useMemo(() => createFormat({ locale: info.locale, hourCycle, userZone: info.timeZone }), [info.locale, info.timeZone, hourCycle]);
}
