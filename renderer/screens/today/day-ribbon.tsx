import type { Chip } from '#core/contract/planning';
import { usePreferences } from '#renderer/api/preferences';
import { titleOf } from '#renderer/components/chip';
import { NetworkIcons } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { stateWords } from '#renderer/messages/states';
import { dayLine } from './day';
import type { Lens } from './lens';
import { MARK_NETWORKS, marksOf, placeIn, spanOf, ticksOf, wallHour } from './ribbon-marks';

/** As wide as it is in a window of 1280; wider ones only have more room. */
const WIDTH = 816;
/** Room that the time beside the now-line takes, as a part of the ribbon. */
const LABEL = 0.06;

const percent = (place: number): string => `${place * 100}%`;

interface DayRibbonProps {
  readonly lens: Lens;
  readonly chips: readonly Chip[];
  readonly dayFrom: number;
}

/** The day at a glance. The list under it says the same to those who cannot see it. */
export function DayRibbon({ lens: { zone, now, format }, chips, dayFrom }: DayRibbonProps) {
  const [{ textScale }] = usePreferences();
  const span = spanOf([...chips.map(({ at }) => wallHour(at, zone)), wallHour(now, zone)]);
  const marks = marksOf(chips, span, zone, WIDTH / textScale);
  const place = placeIn(span, wallHour(now, zone));
  const room = LABEL * textScale;
  const near = (from: number, to: number): boolean => marks.some((mark) => mark.place > from && mark.place < to);
  const right = place < room || (near(place - room - 0.02, place) && !near(place, place + room + 0.02) && place < 1 - room);
  // A whole hour of any day is written alike, so the day's first instant will do for the label.
  const hour = (h: number): string => format.time(dayFrom + h * 3_600_000, zone).replace(/[:.]00/, '');
  return (
    <div className="ribbon" role="img" aria-label={`The day at a glance: ${chips.length === 0 ? 'nothing goes out' : dayLine(chips)}. It is ${format.time(now, zone)}.`}>
      <span className="axis" />
      <span className="past" style={{ width: percent(place) }} />
      {ticksOf(span, textScale > 1.25 ? 4 : 2).map((h) => <span key={h} className="tick micro" style={{ left: percent(placeIn(span, h)) }}>{hour(h)}</span>)}
      <span className="now" style={{ left: percent(place) }} data-side={right ? 'right' : 'left'} data-near={near(place - 0.02, place + 0.02)}><span>{format.time(now, zone)}</span></span>
      {marks.map((mark) => (
        <span key={mark.key} className="mk" style={{ left: percent(mark.place) }} title={mark.chips.map((chip) => `${format.time(chip.at, zone)} ${titleOf(chip.title)}, ${stateWords[chip.state].name.toLowerCase()}`).join('\n')}>
          <NetworkIcons networks={mark.networks} size={12} max={MARK_NETWORKS} />
          <StateMark state={mark.state} silent />
          {mark.chips.length > 1 && <span className="many micro">{mark.chips.length}</span>}
        </span>
      ))}
    </div>
  );
}
