import type { Chip } from '#core/contract/planning';
import { chipName } from '#renderer/components/chip';
import { NetworkIcon } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import type { Format } from '#renderer/format';
import { whereChipLeads } from './where';

interface RibbonProps {
  readonly chips: readonly Chip[];
  readonly dayFrom: number;
  readonly dayTo: number;
  readonly now: number;
  readonly zone: string;
  readonly format: Format;
}

const HOUR = 3_600_000;
/** Hours shown at least: from six in the morning to eleven at night. */
const [EARLY, LATE] = [6, 23];
/** Marks nearer than this share a place, in parts of the whole. */
const CROWDED = 0.035;
const ICONS = 3;

/** The day as a line, with a mark for each post and the time now. */
export function Ribbon({ chips, dayFrom, dayTo, now, zone, format }: RibbonProps) {
  const first = chips[0]?.at ?? Number.POSITIVE_INFINITY;
  const last = chips.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const from = Math.max(dayFrom, Math.min(dayFrom + EARLY * HOUR, first - HOUR / 2, now));
  const to = Math.min(dayTo, Math.max(dayFrom + LATE * HOUR, last + HOUR / 2, now));
  const at = (time: number): number => (time - from) / (to - from);
  const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;
  const ticks = Array.from({ length: 13 }, (_, index) => dayFrom + index * 2 * HOUR).filter((tick) => tick > from + HOUR / 4 && tick < to - HOUR / 4);
  const groups = crowd(chips, at);
  return (
    <div className="ribbon" role="group" aria-label="Today by the hour">
      <div className="axis" />
      <div className="past" style={{ width: percent(Math.min(1, Math.max(0, at(now)))) }} />
      {ticks.map((tick) => <span key={tick} className="tick micro" style={{ left: percent(at(tick)) }} aria-hidden="true">{format.time(tick, zone).slice(0, 2)}</span>)}
      {groups.map((group) => {
        const networks = [...new Set(group.flatMap((chip) => chip.publications.map(({ network }) => network)))];
        const [lead] = group;
        if (lead === undefined) return null;
        const names = group.map((chip) => chipName(chip, format, zone)).join('\n');
        return (
          <a key={lead.key} className="mk" style={{ left: percent(at(lead.at)) }} href={`#${whereChipLeads(lead)}`} title={names} aria-label={names}>
            <span className="nets">{networks.slice(0, ICONS).map((network) => <NetworkIcon key={network} network={network} size={11} silent />)}{networks.length > ICONS && <span className="micro t2">+{networks.length - ICONS}</span>}</span>
            <StateMark state={lead.state} silent />
            {group.length > 1 && <span className="many micro">{group.length}</span>}
          </a>
        );
      })}
      {now >= from && now <= to && <div className="now" style={{ left: percent(at(now)) }}><span className="small" data-side={at(now) < 0.08 ? 'right' : 'left'}>{format.time(now, zone)}</span></div>}
    </div>
  );
}

/** Posts that would lie on each other share a mark; the worst of them leads. */
function crowd(chips: readonly Chip[], at: (time: number) => number): readonly (readonly Chip[])[] {
  const groups: Chip[][] = [];
  for (const chip of chips) {
    const before = groups.at(-1);
    if (before?.[0] !== undefined && at(chip.at) - at(before[0].at) < CROWDED) before.push(chip);
    else groups.push([chip]);
  }
  return groups.map((group) => group.toSorted((a, b) => trouble(a) - trouble(b)));
}

const worstFirst: readonly Chip['state'][] = ['failed', 'unconfirmed', 'missed', 'hold'];

const trouble = ({ state }: Chip): number => (worstFirst.includes(state) ? worstFirst.indexOf(state) : worstFirst.length);
