import { memo } from 'react';
import type { Chip } from '#core/contract/planning';
import type { Format } from '#renderer/format';
import { networkName } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { stateWords } from '#renderer/messages/states';
import { waitsForLogin } from '#renderer/messages/verdicts';
import { NetworkIcon } from './network-icon';
import { StateMark } from './state-mark';
import { thumbUrl } from './thumb';
import './chip.css';

/** Two networks have room beside the time; of more the first is shown, and "+n". */
const NETWORKS_SHOWN = 2;

interface ChipContentProps {
  readonly chip: Chip;
  readonly format: Format;
  /** The brand's zone. */
  readonly zone: string;
}

/** What a person calls it: its title, or that there is none yet. */
export const titleOf = (title: string): string => (title === '' ? 'No words yet' : title);

/** The second line: what is wrong where something is, else the title. */
export function chipLine({ state, title, publications }: Pick<Chip, 'state' | 'title' | 'publications'>): string {
  if (publications.some(waitsForLogin)) return 'Waits for a login';
  const worst = publications.find((publication) => publication.state === state);
  if (worst !== undefined && worst.problemCode !== null && (state === 'failed' || state === 'unconfirmed')) return outcomeWords(worst.problemCode, networkName(worst.network).replace(/ network$/, '')).title;
  return titleOf(title);
}

/** Everything a chip says, in one line for its name and its tooltip. */
export function chipName(chip: Chip, format: Format, zone: string): string {
  const networks = [...new Set(chip.publications.map(({ network }) => networkName(network)))];
  return [format.timeBoth(chip.at, zone), titleOf(chip.title), stateWords[chip.state].name, networks.join(', ')].filter((part) => part !== '').join(', ');
}

/** One post at one time: picture, time, networks, state, title. For the eyes: inside a `chip` that can be pressed, says its name and has the tint of its worst state. */
export const ChipContent = memo(function ChipContent({ chip, format, zone }: ChipContentProps) {
  const networks = [...new Set(chip.publications.map(({ network }) => network))];
  const shown = networks.length <= NETWORKS_SHOWN ? networks : networks.slice(0, 1);
  const rest = networks.length - shown.length;
  return (
    <>
      {chip.thumbHash !== null && <ChipPicture hash={chip.thumbHash} />}
      <span className="l1" aria-hidden="true">
        {format.time(chip.at, zone)}
        {shown.map((network) => <NetworkIcon key={network} network={network} size={11} silent />)}
        {rest > 0 && <span className="plus">+{rest}</span>}
      </span>
      <StateMark state={chip.state} size={13} silent />
      <span className="l2" dir="auto" aria-hidden="true">{chipLine(chip)}</span>
    </>
  );
});

// Memoised, as are the icons: a place in the month goes from one chip to another, and most of what is in it stays the same.
// Not lazy: a lazily loaded picture is asked for only after the paint, and chips would fill in one by one.
const ChipPicture = memo(function ChipPicture({ hash }: { readonly hash: string }) {
  return <img className="th" src={thumbUrl(hash, 28 * window.devicePixelRatio)} alt="" decoding="async" draggable={false} />;
});
