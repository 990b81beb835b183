import { useMemo } from 'react';
import { useFormat } from '#renderer/api/format';
import { usePreferences } from '#renderer/api/preferences';

export interface WeekdayName {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly short: string;
  readonly long: string;
}

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** The days of the week in the person's order and language. */
export function useWeekdays(): readonly WeekdayName[] {
  const { locale } = useFormat();
  const [{ weekStart }] = usePreferences();
  return useMemo(() => {
    const name = (weekday: number, form: 'short' | 'long'): string => new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(MONDAY + (weekday - 1) * DAY);
    return Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1).map((weekday) => ({ weekday, short: name(weekday, 'short'), long: name(weekday, 'long') }));
  }, [locale, weekStart]);
}
