import { Menu } from '@mantine/core';
import { IconDots, IconPencilPlus } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent } from 'react';
import type { Brand } from '#core/contract/brands';
import type { Chip } from '#core/contract/planning';
import type { recentPost } from '#core/contract/publishing';
import type { PublicationState } from '#core/posts/states';
import type { infer as Infer } from 'zod';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Button, IconButton } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { NetworkIcons } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { Thumb } from '#renderer/components/thumb';
import { count, type Format } from '#renderer/format';
import { networkName } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { stateWords } from '#renderer/messages/states';
import { navigate } from '#renderer/routes';
import { whereChipLeads } from './where';

export type RecentPost = Infer<typeof recentPost>;

interface GoingOutProps {
  readonly chips: readonly Chip[];
  readonly recent: readonly RecentPost[];
  readonly now: number;
  readonly zone: string;
  readonly brands: readonly Brand[];
  readonly named: boolean;
  readonly onCompose: () => void;
}

/** The day's posts in their order, with a line where the day is. */
export function GoingOut({ chips, recent, now, zone, brands, named, onCompose }: GoingOutProps) {
  const format = useFormat();
  const nextAt = chips.findIndex(({ at }) => at > now);
  const line = <li className="nowline" aria-hidden="true"><b>{format.time(now, zone)}</b></li>;
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.out-title')];
    const at = links.findIndex((link) => link === document.activeElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    links[at + by]?.focus();
  };
  return (
    <section aria-labelledby="going-title" className="going">
      <div className="sec"><h2 id="going-title">Going out today</h2><span className="t2">{summary(chips)}</span></div>
      {chips.length === 0 && <div className="going-empty"><p className="t2">Nothing is planned for today.</p><Button icon={IconPencilPlus} onClick={onCompose}>Write a post</Button></div>}
      <ul onKeyDown={onKeyDown}>
        {chips.map((chip, index) => (
          <Fragment key={chip.key}>
            {index === nextAt && index > 0 && line}
            <Row chip={chip} format={format} now={now} zone={zone} brand={named ? brands.find(({ id }) => id === chip.brandId) : undefined} result={recent.filter(({ postId }) => postId === chip.postId)} />
          </Fragment>
        ))}
        {chips.length > 0 && nextAt < 0 && line}
      </ul>
    </section>
  );
}

const toCome: readonly PublicationState[] = ['scheduled', 'publishing', 'draft'];

/** `2 out, 1 failed, 3 to come, 1 on hold` */
function summary(chips: readonly Chip[]): string {
  const number = (test: (state: PublicationState) => boolean): number => chips.filter(({ state }) => test(state)).length;
  const parts: readonly (readonly [number, string])[] = [
    [number((s) => s === 'published'), 'out'], [number((s) => s === 'failed'), 'failed'], [number((s) => s === 'unconfirmed'), 'unconfirmed'], [number((s) => s === 'missed'), 'missed'],
    [number((s) => toCome.includes(s)), 'to come'], [number((s) => s === 'hold'), 'on hold'], [number((s) => s === 'cancelled'), 'cancelled'],
  ];
  return parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`).join(', ');
}

interface RowProps {
  readonly chip: Chip;
  readonly format: Format;
  readonly now: number;
  readonly zone: string;
  readonly brand: Brand | undefined;
  readonly result: readonly RecentPost[];
}

function Row({ chip, format, now, zone, brand, result }: RowProps) {
  const title = titleOf(chip.title);
  const over = chip.state === 'published' || chip.state === 'cancelled';
  const quiet = second(chip, brand);
  return (
    <li className="out" data-done={over || chip.at < now}>
      <time className="m" dateTime={new Date(chip.at).toISOString()}>{format.time(chip.at, zone)}</time>
      <StateMark state={chip.state} />
      <Thumb hash={chip.thumbHash} size={32} />
      <div className="words">
        <a className="out-title m trunc" href={`#${whereChipLeads(chip)}`} title={title}>{title}</a>
        {quiet !== '' && <p className="small t2 trunc">{quiet}</p>}
      </div>
      <NetworkIcons networks={chip.publications.map(({ network }) => network)} max={4} />
      <span className="res small"><Result chip={chip} format={format} now={now} result={result} /></span>
      <RowMenu chip={chip} title={title} />
    </li>
  );
}

/** Whose it is, or who holds it. */
function second(chip: Chip, brand: Brand | undefined): string {
  const held = chip.publications.find(({ nativeRef, state }) => nativeRef !== null && state === 'scheduled');
  return [brand?.name, held === undefined ? undefined : `${networkName(held.network)} holds it: goes out even if this computer is off`].filter((part) => part !== undefined).join(' · ');
}

function Result({ chip, format, now, result }: Omit<RowProps, 'zone' | 'brand'>) {
  const worst = chip.publications.find(({ state }) => state === chip.state);
  const held = chip.publications.filter(({ state }) => state === 'hold').map(({ id }) => id);
  switch (chip.state) {
    case 'published': return <span className="t2">{resultLine(result)}</span>;
    case 'failed': case 'unconfirmed': case 'missed': {
      const who = worst === undefined || chip.publications.length === 1 ? '' : `${networkName(worst.network)} `;
      const detail = chip.state === 'failed' && worst?.problemCode != null ? outcomeWords(worst.problemCode, networkName(worst.network)).title : '';
      const name = stateWords[chip.state].name;
      return <span className="trunc" style={{ color: `var(--${chip.state}-text)` }} title={detail}>{who === '' ? name : `${who}${name.toLocaleLowerCase()}`}</span>;
    }
    case 'hold': return <Button size="sm" onClick={() => { void act(client.planning.resume({ publicationIds: held }), { done: 'It goes out at its time again' }); }}>Resume</Button>;
    case 'scheduled': return <span>{format.fromNow(chip.at, now)}</span>;
    default: return <span className="t2">{stateWords[chip.state].name}</span>;
  }
}

/** `41 likes · 9 replies`, over all networks. */
function resultLine(result: readonly RecentPost[]): string {
  const sum = (key: 'likes' | 'replies'): number => result.reduce((total, post) => total + (post[key] ?? 0), 0);
  if (result.every(({ likes, replies }) => likes === null && replies === null)) return 'Published';
  return `${count(sum('likes'), 'like')} · ${count(sum('replies'), 'reply', 'replies')}`;
}

function RowMenu({ chip, title }: { readonly chip: Chip; readonly title: string }) {
  const ids = (state: PublicationState): string[] => chip.publications.filter((publication) => publication.state === state).map(({ id }) => id);
  const scheduled = ids('scheduled');
  const leads = whereChipLeads(chip);
  return (
    <Menu position="bottom-end">
      <Menu.Target><IconButton icon={IconDots} label={`More for ${title}`} size="sm" /></Menu.Target>
      <Menu.Dropdown>
        {leads.startsWith('/publication') && <Menu.Item onClick={() => navigate(leads)}>See what happened</Menu.Item>}
        <Menu.Item onClick={() => navigate(`/compose/${chip.postId}`)}>Open the post</Menu.Item>
        <Menu.Item onClick={() => navigate(`/calendar?view=day&date=${chip.wall.slice(0, 10)}`)}>Show in the calendar</Menu.Item>
        {scheduled.length > 0 && <Menu.Item onClick={() => { void act(client.planning.hold({ publicationIds: scheduled }), { done: 'Put on hold' }); }}>Put on hold</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
