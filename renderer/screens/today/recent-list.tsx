import { Tooltip } from '@mantine/core';
import { IconHeart, IconMessage, IconRepeat } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecentPost } from '#core/contract/publishing';
import { orpc } from '#renderer/api/client';
import { titleOf } from '#renderer/components/chip';
import { Icon } from '#renderer/components/icon';
import { NetworkIcons } from '#renderer/components/network-icon';
import { Thumb } from '#renderer/components/thumb';
import { Words } from '#renderer/components/words';
import { count, type Format } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { engagementOf, type RecentGroup, recentShown } from './day';
import type { Lens } from './lens';

/** At first, and how many publications Today's own answer holds for that. */
const SHOWN = 6;
const ASKED = 12;
/** Publications that each press adds; the contract gives 500 at most. */
const STEP = 60;
const MOST = 480;

type Column = 'engagement' | 'likes' | 'reposts' | 'replies';

const heads = {
  engagement: { name: 'Likes, reposts and replies, of all who saw it', head: 'engagement' },
  likes: { name: 'Likes', head: <Icon of={IconHeart} size={14} /> }, reposts: { name: 'Reposts', head: <Icon of={IconRepeat} size={14} /> }, replies: { name: 'Replies', head: <Icon of={IconMessage} size={14} /> },
} as const satisfies Readonly<Record<Column, unknown>>;

/** How the last posts did, in what their networks have counted. A share of the views only where views are counted. */
export function RecentList({ lens, recent }: { readonly lens: Lens; readonly recent: readonly RecentPost[] }) {
  const [asked, setAsked] = useState(0);
  const { data: older } = useQuery({ ...orpc.publishing.recent.queryOptions({ input: { brandId: lens.brandId, limit: Math.max(1, asked) } }), enabled: asked > 0, placeholderData: keepPreviousData });
  const { groups, more } = older === undefined ? recentShown(recent, { asked: ASKED, max: SHOWN }) : recentShown(older, { asked, max: Infinity });
  const columns: readonly Column[] = groups.some((group) => engagementOf(group) !== null) ? ['engagement', 'likes', 'replies'] : ['likes', 'reposts', 'replies'];
  return (
    <section aria-labelledby="today-recent">
      <div className="sec ysec">
        <h2 id="today-recent">Recent</h2>
        {groups.length > 0 && <span className="n grow trunc">{more ? `the last ${groups.length}` : count(groups.length, 'post')}</span>}
        {groups.length > 0 && columns.map((column, index) => <Tooltip key={column} label={heads[column].name}><span className={`ycol small t3 ${index === 0 ? 'first' : ''}`} aria-hidden="true">{heads[column].head}</span></Tooltip>)}
      </div>
      {groups.length === 0
        ? <p className="t2">What has gone out is shown here, with its likes, reposts and replies.</p>
        : <ul className="lined">{groups.map((group) => <Row key={group.postId} lens={lens} group={group} columns={columns} />)}</ul>}
      {more && asked < MOST && <button type="button" className="btn link" data-row onClick={() => setAsked(asked + STEP)}>Show older</button>}
      {more && asked >= MOST && <button type="button" className="btn link" data-row onClick={() => navigate('/calendar?view=list')}>Look further back in the calendar</button>}
    </section>
  );
}

function Row({ lens: { format, zone, now }, group, columns }: { readonly lens: Lens; readonly group: RecentGroup; readonly columns: readonly Column[] }) {
  const title = titleOf(group.title);
  return (
    <li className="yrow">
      <Thumb hash={group.thumbHash} size={32} />
      <div className="words">
        <button type="button" className="plain trunc m open" dir="auto" data-row title={`${title}\n${allCounts(group)}`} onClick={() => navigate(`/publication/${group.publicationId}`)}><Words>{title}</Words></button>
        <p className="small t3 row"><NetworkIcons networks={group.networks} size={12} max={3} /><span className="trunc">{format.dayTime(group.at, zone, now)}</span></p>
      </div>
      {columns.map((column) => <span key={column} className="num"><span className="vh">{heads[column].name}: </span>{figure(group, column, format)}</span>)}
    </li>
  );
}

/** A dash where nobody has counted: that is not a nought. */
function figure(group: RecentGroup, column: Column, format: Format): string {
  const value = column === 'engagement' ? engagementOf(group) : group[column];
  if (value === null) return '–';
  return column === 'engagement' ? format.percent(value) : format.compact(value);
}

const allCounts = ({ likes, reposts, replies, views }: RecentGroup): string =>
  [likes === null ? '' : count(likes, 'like'), reposts === null ? '' : count(reposts, 'repost'), replies === null ? '' : count(replies, 'reply', 'replies'), views === null ? '' : count(views, 'view')].filter((part) => part !== '').join(' · ');
