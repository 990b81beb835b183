import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { listZones, zoneOffsetAt } from '#core/time';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { city } from '#renderer/format';

interface ZoneSelectProps {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly size?: 'sm' | 'md';
}

/** A time zone by the name of its city, with the difference to this computer under it. */
export function ZoneSelect({ value, onChange, size = 'sm' }: ZoneSelectProps) {
  const format = useFormat();
  const now = useNow();
  const options = useMemo(() => {
    const zones = listZones();
    const all = zones.includes(value) ? zones : [value, ...zones];
    return all.map((zone) => ({ value: zone, label: zone.includes('/') ? `${city(zone)}, ${area(zone)}` : zone }));
  }, [value]);
  return (
    <Select
      label="Time zone" size={size} data={options} value={value} onChange={(zone) => { if (zone !== null) onChange(zone); }} searchable openOnFocus={false} selectFirstOptionOnChange onClick={(event) => event.currentTarget.select()} onFocus={(event) => event.currentTarget.select()} limit={80} maxDropdownHeight={280}
      nothingFoundMessage="No such city; try a bigger one near it" description={difference(zoneOffsetAt(now, value) - zoneOffsetAt(now, format.userZone))} inputWrapperOrder={['label', 'input', 'description']}
    />
  );
}

const area = (zone: string): string => zone.split('/').slice(0, -1).join(', ').replaceAll('_', ' ');

function difference(ms: number): string {
  if (ms === 0) return 'Same as this computer';
  const minutes = Math.abs(ms) / 60_000;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ');
  return `${words} ${ms < 0 ? 'behind' : 'ahead of'} this computer`;
}
