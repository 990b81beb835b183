import type { Icon as TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import { useBrands } from '#renderer/api/brand';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Icon } from '#renderer/components/icon';
import { Keys } from '#renderer/components/keys';
import { NetworkIcons } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { Thumb } from '#renderer/components/thumb';

interface RowProps {
  readonly id: string;
  readonly selected: boolean;
  readonly onPick: () => void;
  readonly onPoint: () => void;
}

function Row({ id, selected, onPick, onPoint, children }: RowProps & { readonly children: ReactNode }) {
  return <div id={id} role="option" aria-selected={selected} onClick={onPick} onPointerMove={onPoint}>{children}</div>;
}

export interface FoundPost {
  readonly postId: string;
  readonly brandId: string;
  readonly title: string;
  readonly snippet: string;
  readonly thumbHash: string | null;
  readonly state: PublicationState;
  readonly at: number | null;
  readonly networks: readonly NetworkId[];
}

export function PostRow({ post, ...row }: RowProps & { readonly post: FoundPost }) {
  const { brands } = useBrands();
  const format = useFormat();
  const now = useNow();
  const brand = brands.find((each) => each.id === post.brandId);
  const when = post.at === null || brand === undefined ? 'no day' : format.dayTime(post.at, brand.timeZone, now);
  return (
    <Row {...row}>
      <Thumb hash={post.thumbHash} size={28} />
      <span className="found"><span className="trunc" dir="auto" title={post.title}><Marked text={post.snippet === '' ? post.title : post.snippet} /></span><span className="t2 nowrap">{`\u00a0· ${when}`}</span></span>
      <span className="row"><NetworkIcons networks={post.networks} max={4} /><StateMark state={post.state} /></span>
    </Row>
  );
}

/** The search's own marks: matched words are between U+0002 and U+0003. */
const Marked = ({ text }: { readonly text: string }) => text.split('\u0002').map((part, index) => {
  const [match = '', rest = ''] = index === 0 ? ['', part] : part.split('\u0003', 2);
  // Parts have no other name than their place, and the list is made anew for each text.
  return <span key={index}>{match !== '' && <mark>{match}</mark>}{rest.replaceAll('\n', ' ')}</span>;
});

export interface CommandItem {
  readonly group: string;
  readonly name: string;
  readonly note?: string;
  readonly icon: TablerIcon;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

export const CommandRow = ({ command, query, ...row }: RowProps & { readonly command: CommandItem; readonly query: string }) => (
  <Row {...row}>
    <Icon of={command.icon} size={18} />
    <span className="trunc"><Highlighted text={command.name} part={query} />{command.note !== undefined && <span className="t2"> · {command.note}</span>}</span>
    {command.keys === undefined ? <span /> : <Keys keys={command.keys} />}
  </Row>
);

function Highlighted({ text, part }: { readonly text: string; readonly part: string }) {
  const from = part === '' ? -1 : text.toLocaleLowerCase().indexOf(part.toLocaleLowerCase());
  if (from < 0) return text;
  return <>{text.slice(0, from)}<mark>{text.slice(from, from + part.length)}</mark>{text.slice(from + part.length)}</>;
}
