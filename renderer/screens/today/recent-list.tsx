import { IconHeart, IconMessage, IconRepeat } from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import type { RecentPost } from '#core/contract/publishing';
import { titleOf } from '#renderer/components/chip';
import { Icon } from '#renderer/components/icon';
import { NetworkIcons } from '#renderer/components/network-icon';
import { Thumb } from '#renderer/components/thumb';
import { count } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { engagementOf, type RecentGroup, recentPosts } from './day';
import type { Lens } from './lens';

const SHOWN = 5;

const columns = [{ key: 'likes', name: 'Likes', icon: IconHeart }, { key: 'reposts', name: 'Reposts', icon: IconRepeat }, { key: 'replies', name: 'Replies', icon: IconMessage }] as const;

/** How the last posts did, in what their networks have counted. */
export function RecentList({ lens, recent }: { readonly lens: Lens; readonly recent: readonly RecentPost[] }) {
  const groups = recentPosts(recent, SHOWN);
  return (
    <section aria-labelledby="today-recent">
      <div className="sec ysec">
        <h2 id="today-recent">Recent</h2>
        {groups.length > 0 && <span className="n grow">{count(groups.length, 'post')}</span>}
        {groups.length > 0 && columns.map(({ key, name, icon }) => <Tooltip key={key} label={name}><span className="ycol t3" aria-hidden="true"><Icon of={icon} size={14} /></span></Tooltip>)}
      </div>
      {groups.length === 0
        ? <p className="t2">What has gone out is shown here, with its likes, reposts and replies.</p>
        : <ul className="lined">{groups.map((group) => <Row key={group.postId} lens={lens} group={group} />)}</ul>}
    </section>
  );
}

function Row({ lens, group }: { readonly lens: Lens; readonly group: RecentGroup }) {
  const { format, zone, now } = lens;
  const title = titleOf(group.title);
  const engagement = engagementOf(group);
  const note = engagement === null ? '' : ` · ${format.percent(engagement)} of ${count(group.views ?? 0, 'view')}`;
  const said = (value: number | null): string => (value === null ? '–' : format.compact(value));
  return (
    <li className="yrow">
      <Thumb hash={group.thumbHash} size={32} />
      <div className="words">
        <button type="button" className="plain trunc m open" data-row title={title} onClick={() => navigate(`/publication/${group.publicationId}`)}>{title}</button>
        <p className="small t3 row"><NetworkIcons networks={group.networks} size={12} max={3} /><span className="trunc">{format.dayTime(group.at, zone, now)}{note}</span></p>
      </div>
      {columns.map(({ key, name }) => <span key={key} className="num"><span className="vh">{name}: </span>{said(group[key])}</span>)}
    </li>
  );
}
