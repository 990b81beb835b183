import { IconPlus } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import type { Publication } from '#core/contract/posts';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { Empty } from '#renderer/components/empty';
import { NetworkIcon } from '#renderer/components/network-icon';
import { Segmented } from '#renderer/components/segmented';
import { StateLabel, StateMark } from '#renderer/components/state-mark';
import { networkName } from '#renderer/messages/networks';
import { navigate } from '#renderer/routes';
import type { AccountCheck } from './check';
import { useComposer } from './context';
import { type Draft, isBlank } from './draft';
import { PreviewCard } from './preview-card';
import type { ChosenTime } from './when';

interface PreviewsProps {
  /** The account whose tab is open; its preview comes into sight. */
  readonly chosen: Id | null;
  readonly draft: Draft;
  readonly checks: readonly AccountCheck[];
  readonly publications: readonly Publication[];
  readonly assets: ReadonlyMap<Id, Asset>;
  readonly time: ChosenTime | null;
  readonly zone: string;
}

/** Beyond these the rest comes when it is asked for: nobody looks at thirty at once. */
const SHOWN = 12;

/** One for each account, as its network would show it. */
export const Previews = memo(function Previews({ chosen, draft, checks, publications, assets, time, zone }: PreviewsProps) {
  const [width, setWidth] = useState<'phone' | 'desktop'>('phone');
  const [all, setAll] = useState(false);
  const format = useFormat();
  const when = time === null ? 'now' : format.day(time.at, zone, time.at).split(' ').slice(1).join(' ');
  const states = new Map(publications.map((one) => [one.accountId, one.state]));
  const blank = isBlank(draft);
  const shown = all ? checks : checks.slice(0, SHOWN);
  const here = useRef<HTMLElement | null>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <>
      <div className="aside-head">
        <h2 className="m t2 grow">Previews</h2>
        <Segmented label="Width of the previews" value={width} onChange={setWidth} options={[{ value: 'phone', label: 'Phone' }, { value: 'desktop', label: 'Desktop' }]} />
      </div>
      {checks.length === 0
        ? <NoPreview />
        : (
          <div className="previews scroll" data-width={width} tabIndex={0} role="group" aria-label="Previews">
            {shown.map((check) => (
              <section key={check.publication.accountId} ref={check.publication.accountId === chosen ? here : null} aria-label={`${networkName(check.publication.network)}, ${check.account?.handle ?? ''}`}>
                <div className="pv-head small"><NetworkIcon network={check.publication.network} silent /><span className="t2 grow trunc">{networkName(check.publication.network)}</span>{!blank && <Standing check={check} state={states.get(check.publication.accountId) ?? 'draft'} />}</div>
                <PreviewCard draft={draft} check={check} assets={assets} when={when} />
              </section>
            ))}
            {shown.length < checks.length && <button type="button" className="btn outline" onClick={() => setAll(true)}>Show the other {checks.length - shown.length}</button>}
          </div>
        )}
    </>
  );
});

/** Nobody to preview it for: an account is added to the post, or connected first. */
function NoPreview() {
  const { accounts } = useComposer();
  return accounts.size > 0
    ? <Empty>Add an account with the plus beside the tabs, and its preview is here: what readers there will see.</Empty>
    : <Empty act={<Button icon={IconPlus} onClick={() => navigate('/accounts')}>Connect an account</Button>}>No account is connected yet. Write on: the draft waits here, and with an account you see what readers will see.</Empty>;
}

function Standing({ check, state }: { readonly check: AccountCheck; readonly state: Publication['state'] }) {
  const format = useFormat();
  if (state !== 'draft' && !(state === 'scheduled' && check.stopped)) return <StateLabel state={state} />;
  const { count } = check;
  if (count.over) return <span className="danger-text">{count.unit === 'bytes' ? 'too long' : `${format.number(count.used - count.max)} too many`}</span>;
  if (check.stopped) return <span className="danger-text">stopped</span>;
  return check.publication.text === null
    ? <span className="state" style={{ color: 'var(--scheduled-text)' }}><StateMark state="scheduled" silent />Ready</span>
    : <span className="t2">own text</span>;
}
