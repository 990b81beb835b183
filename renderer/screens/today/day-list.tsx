import { IconPencilPlus, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { Chip } from '#core/contract/planning';
import type { RecentPost } from '#core/contract/publishing';
import { byTime } from '#core/posts/chip-order';
import { orpc } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { quoted } from '#renderer/messages/quoted';
import { navigate } from '#renderer/routes';
import { dayLine } from './day';
import type { Lens } from './lens';
import { OutRow } from './out-row';

interface DayListProps {
  readonly lens: Lens;
  readonly chips: readonly Chip[];
  readonly recent: readonly RecentPost[];
  readonly onCompose: () => void;
}

/** The day as a list, with a line where it stands now. */
export function DayList({ lens, chips, recent, onCompose }: DayListProps) {
  const rows = chips.toSorted(byTime);
  const next = rows.findIndex(({ at }) => at > lens.now);
  const split = next === -1 ? rows.length : next;
  const results = new Map(recent.map((each) => [each.publicationId, each]));
  const line = <li className="nowline"><span className="vh">Now: </span><b>{lens.format.time(lens.now, lens.zone)}</b></li>;
  return (
    <section aria-labelledby="today-out">
      <div className="sec"><h2 id="today-out">Going out today</h2><span className="n">{dayLine(chips)}</span></div>
      {rows.length === 0 ? <NothingToday lens={lens} onCompose={onCompose} /> : (
        <ul className="outs">
          {rows.map((chip, index) => <Fragment key={chip.key}>{index === split && line}<OutRow lens={lens} chip={chip} results={results} /></Fragment>)}
          {split === rows.length && line}
        </ul>
      )}
    </section>
  );
}

function NothingToday({ lens, onCompose }: { readonly lens: Lens; readonly onCompose: () => void }) {
  const { data: status } = useQuery(orpc.publishing.status.queryOptions());
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: lens.brandId ?? '' }, enabled: lens.brandId !== null }));
  // What is next is known over all brands only.
  const next = lens.brandId === null || lens.brands.length === 1 ? (status?.next ?? null) : null;
  if (accounts?.length === 0) return <div className="quiet"><p className="t2">Nothing can go out yet: no account is connected. Connect one, and what you write can be given a time.</p><Button icon={IconPlus} onClick={() => navigate('/accounts')}>Connect an account</Button></div>;
  const words = next === null
    ? 'Nothing goes out today. Write a post and give it a time, and it is shown here with how it went.'
    : `Nothing goes out today. The next one is ${quoted(next.title)}, ${lens.format.dayTime(next.at, lens.zone, lens.now)}.`;
  return <div className="quiet"><p className="t2">{words}</p><Button icon={IconPencilPlus} onClick={onCompose}>Write a post</Button></div>;
}
