import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Colour } from '#core/contract/shapes';
import type { NetworkId } from '#core/networks';
import { addDays, toWallDate, weekdayOf } from '#core/time';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { usePreferences } from '#renderer/api/preferences';
import { BrandMark, brandColour } from '#renderer/components/brand-mark';
import { Icon } from '#renderer/components/icon';
import { NetworkIcons } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { city } from '#renderer/format';

interface GhostCalendarProps {
  readonly name: string;
  readonly colour: Colour;
  readonly logoAssetId: string | null;
  readonly timeZone: string;
  readonly networks: readonly NetworkId[];
  readonly text: string;
}

const WEEKS = 5;
/** Where a free posting time is drawn: by weekday, 1 is Monday. */
const freeSlots: Readonly<Record<number, string>> = { 2: '08:30', 4: '17:45' };

/** What the calendar will look like: in the brand's colour, at its place's time, with the first post as it is typed. */
export function GhostCalendar({ name, colour, logoAssetId, timeZone, networks, text }: GhostCalendarProps) {
  const format = useFormat();
  const now = useNow();
  const [{ weekStart }] = usePreferences();
  const today = toWallDate(now, timeZone);
  const days = useMemo(() => {
    const back = (weekdayOf(today) - weekStart + 7) % 7;
    return Array.from({ length: WEEKS * 7 }, (_, index) => addDays(today, index - back));
  }, [today, weekStart]);
  const weekdayName = (date: string): string => new Intl.DateTimeFormat(format.locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(date));
  const first = addDays(today, 1);
  const shownName = name.trim() === '' ? 'Your brand' : name;
  const line = text.trim() === '' ? 'Your first post' : text.trim();
  return (
    <aside className="ghost-pane" aria-label="What it will look like" data-pane tabIndex={-1}>
      <p className="small t2">What it will look like</p>
      <div className="ghost-card" style={{ ['--ghost-colour' as string]: brandColour(colour) }}>
        <div className="ghost-head"><BrandMark brand={{ name: shownName, colour, logoAssetId }} /><span className="strong trunc">{shownName}</span><span className="t2 nowrap">{city(timeZone)} {format.time(now, timeZone)}</span>{networks.length > 0 && <span className="end"><NetworkIcons networks={networks} size={14} /></span>}</div>
        <div className="ghost-grid" aria-hidden="true">
          {days.slice(0, 7).map((date) => <span key={date} className="ghost-dow">{weekdayName(date)}</span>)}
          {days.map((date) => {
            const slot = date > today && date !== first ? freeSlots[weekdayOf(date)] : undefined;
            return (
              <div key={date} className="ghost-cell" data-past={date < today} data-today={date === today}>
                <span className="ghost-date">{Number(date.slice(8))}</span>
                {date === first && <span className="ghost-chip post"><span className="row"><b>09:00</b><StateMark state="draft" size={12} silent /></span><span className="clamp2">{line}</span></span>}
                {slot !== undefined && <span className="ghost-chip"><Icon of={IconPlus} size={12} />{slot}</span>}
              </div>
            );
          })}
        </div>
      </div>
      <dl className="ghost-words">
        <dt><StateMark state="draft" silent /></dt><dd>Drafts wait until you drag them on a day.</dd>
        <dt><StateMark state="scheduled" silent /></dt><dd>Scheduled posts go out while this computer is on and Linnet is running. Mastodon can hold posts itself.</dd>
        <dt><StateMark state="published" silent /></dt><dd>What is out is never sent twice, even if the line drops in the middle.</dd>
      </dl>
    </aside>
  );
}
