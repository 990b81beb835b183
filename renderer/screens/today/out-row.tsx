import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Chip } from '#core/contract/planning';
import type { RecentPost } from '#core/contract/publishing';
import { orpc } from '#renderer/api/client';
import { Button, IconButton } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { NetworkIcons } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { Thumb } from '#renderer/components/thumb';
import { TimeText } from '#renderer/components/time-text';
import { Words } from '#renderer/components/words';
import { count } from '#renderer/format';
import { networkInText, networkName } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { stateWords } from '#renderer/messages/states';
import { waitsForLogin } from '#renderer/messages/verdicts';
import { capital, quoted } from '#renderer/messages/quoted';
import { holdChip, publishNow, resumeChip, sendableIds } from './chip-acts';
import { countsOf, idsIn, pathOf, trouble } from './day';
import { brandNamed, type Lens, openIn } from './lens';

interface OutRowProps {
  readonly lens: Lens;
  readonly chip: Chip;
  readonly results: ReadonlyMap<string, RecentPost>;
}

/** One post at one time. The title opens it; the whole row is its target. */
export function OutRow({ lens, chip, results }: OutRowProps) {
  const title = titleOf(chip.title);
  const note = useNote(lens, chip);
  const open = (): void => { void openIn(lens, chip.brandId, pathOf(chip)); };
  return (
    <li className="out" data-past={chip.at <= lens.now}>
      <TimeText className="m" at={chip.at} zone={lens.zone} />
      <StateMark state={chip.state} />
      <Thumb hash={chip.thumbHash} size={32} />
      <div className="words">
        <button type="button" className="plain trunc m open" dir="auto" data-row title={title} onClick={open}><Words>{title}</Words></button>
        <p className="small t2 trunc" title={note}>{note}</p>
      </div>
      <NetworkIcons networks={chip.publications.map(({ network }) => network)} max={4} />
      <Result lens={lens} chip={chip} results={results} />
      <RowMenu lens={lens} chip={chip} />
    </li>
  );
}

/** The quiet line: who holds it, its labels, else for whom it is. */
function useNote(lens: Lens, chip: Chip): string {
  const { data: labels } = useQuery(orpc.brands.labels.list.queryOptions({ input: { brandId: chip.brandId } }));
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: chip.brandId } }));
  const brand = lens.brandId === null ? [brandNamed(lens, chip.brandId)] : [];
  const held = chip.state === 'scheduled' ? chip.publications.find(({ nativeRef }) => nativeRef !== null) : undefined;
  if (held !== undefined) return [...brand, `${capital(networkInText(held.network))} holds it: goes out even if this computer is off`].join(' · ');
  if (chip.state === 'hold') return [...brand, stateWords.hold.meaning].join(' · ');
  const named = (labels ?? []).filter(({ id }) => chip.labelIds.includes(id)).map(({ name }) => name);
  const handles = (accounts ?? []).filter(({ id }) => chip.publications.some(({ accountId }) => accountId === id)).map(({ handle }) => handle);
  return [...brand, ...(named.length > 0 ? named : handles)].join(' · ');
}

function Result({ lens, chip, results }: OutRowProps) {
  const { data: status } = useQuery(orpc.publishing.status.queryOptions());
  if (chip.state === 'hold') return <span className="res"><Button size="sm" onClick={() => { void resumeChip(chip); }}>Resume</Button></span>;
  if (chip.state === 'published') {
    const words = numbers(chip, results);
    return <span className="res t2 trunc" title={words}>{words}</span>;
  }
  if (chip.state === 'scheduled' && chip.publications.some(waitsForLogin)) return <span className="res m warning-text trunc" title="Goes out by itself after the next login">waits for a login</span>;
  if (chip.state === 'scheduled') return status?.paused === true ? <span className="res t2">waits: paused</span> : <span className="res">{chip.at > lens.now ? lens.format.fromNow(chip.at, lens.now) : status?.offline === true ? 'waits: offline' : 'due now'}</span>;
  const words = trouble(chip, { network: networkName, outcome: (code, network) => outcomeWords(code, network).title });
  return <span className="res m trunc" style={{ color: `var(--${chip.state}-text)` }} title={words}>{words}</span>;
}

/** `412 likes · 38 replies`, as far as the networks have said. */
function numbers(chip: Chip, results: OutRowProps['results']): string {
  const { likes, reposts, replies } = countsOf(chip.publications.flatMap(({ id }) => results.get(id) ?? []));
  if (likes === 0 && replies === 0 && (reposts ?? 0) === 0) return 'No reactions yet';
  const parts = [likes === null ? '' : count(likes, 'like'), reposts === null || reposts === 0 || replies !== null ? '' : count(reposts, 'repost'), replies === null ? '' : count(replies, 'reply', 'replies')];
  const said = parts.filter((part) => part !== '').join(' · ');
  return said === '' ? stateWords.published.name : said;
}

function RowMenu({ lens, chip }: { readonly lens: Lens; readonly chip: Chip }) {
  const path = pathOf(chip);
  return (
    <Menu position="bottom-end">
      <Menu.Target><IconButton icon={IconDots} label={`More about ${quoted(chip.title, 24)}`} size="sm" /></Menu.Target>
      <Menu.Dropdown>
        {path.startsWith('/publication') && <Menu.Item onClick={() => { void openIn(lens, chip.brandId, path); }}>See what happened</Menu.Item>}
        <Menu.Item onClick={() => { void openIn(lens, chip.brandId, `/compose/${chip.postId}`); }}>Open in the composer</Menu.Item>
        {idsIn(chip, 'scheduled').length > 0 && <Menu.Item onClick={() => { void holdChip(chip); }}>Put on hold</Menu.Item>}
        {idsIn(chip, 'hold').length > 0 && <Menu.Item onClick={() => { void resumeChip(chip); }}>Resume</Menu.Item>}
        {sendableIds(chip).length > 0 && <Menu.Item onClick={() => { void publishNow(chip, lens); }}>Publish now…</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
