import { IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Need } from '#core/contract/publishing';
import { orpc } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { decideMissed, lookNow, retry, sayItIsThere } from '#renderer/components/publication/acts';
import { NeedRow } from '#renderer/components/need-row';
import { StateMark } from '#renderer/components/state-mark';
import { Words } from '#renderer/components/words';
import { needsLogin, needWords } from '#renderer/messages/needs';
import { canLook } from '#renderer/messages/unclear';
import { useUi } from '#renderer/stores/ui';
import { brandNamed, type Lens, openIn } from './lens';

type PublicationNeed = Extract<Need, { kind: 'publication' }>;

/** So many rows leave room for the day under them. */
const SHOWN = 5;

export function NeedList({ lens, needs }: { readonly lens: Lens; readonly needs: readonly Need[] }) {
  const [all, setAll] = useState(false);
  const { data: security } = useQuery(orpc.app.security.get.queryOptions());
  const locked = security?.kind === 'vault' && security.locked && security.accounts > 0;
  const count = needs.length + (locked ? 1 : 0);
  const shown = all || needs.length <= SHOWN + 1 ? needs : needs.slice(0, SHOWN);
  return (
    <section aria-labelledby="today-needs">
      <div className="sec"><h2 id="today-needs">Needs you</h2>{count > 0 && <span className="n">{count}</span>}</div>
      {count === 0
        ? <p className="t2 quiet">Nothing. What fails, stays unconfirmed or misses its time is shown here.</p>
        : <ul className="needs">{locked && <Locked />}{shown.map((need) => <Row key={need.kind === 'account' ? need.accountId : need.publication.id} lens={lens} need={need} />)}</ul>}
      {needs.length > shown.length && <Button kind="link" size="sm" onClick={() => setAll(true)}>Show {needs.length - shown.length} more</Button>}
    </section>
  );
}

/** Nothing can go out until a person types it: that comes before what went wrong with one post. */
function Locked() {
  const openOverlay = useUi((state) => state.openOverlay);
  const why = 'Nothing goes out until your passphrase opens it. What is due by then waits, and goes out if this brand still allows it so late.';
  return <NeedRow mark={<Icon of={IconLock} />} sentence="The vault with your logins is locked" why={<span title={why}><Words>{why}</Words></span>} acts={<Button size="sm" onClick={() => openOverlay('unlock')}>Unlock</Button>} />;
}

function Row({ lens, need }: { readonly lens: Lens; readonly need: Need }) {
  const { sentence, why } = needWords(need, lens);
  const line = lens.brandId === null ? `${brandNamed(lens, need.brandId)} · ${why}` : why;
  const open = (): void => { void openIn(lens, need.brandId, need.kind === 'account' ? `/accounts/${need.accountId}` : `/publication/${need.publication.id}`); };
  return (
    <NeedRow
      mark={need.kind === 'account' ? <Icon of={IconPlugConnectedX} /> : <StateMark state={need.publication.state} />}
      sentence={<button type="button" className="plain trunc m" data-row title={sentence} onClick={open}><Words>{sentence}</Words></button>}
      why={<span title={line}>{line}</span>}
      acts={need.kind === 'account' ? <Button size="sm" onClick={open}>Reconnect</Button> : <Acts lens={lens} need={need} onOpen={open} />}
    />
  );
}

/** The acts wait for each other: a look at a network may take seconds. */
function Acts({ lens, need, onOpen }: { readonly lens: Lens; readonly need: PublicationNeed; readonly onOpen: () => void }) {
  const [busy, setBusy] = useState('');
  const { publication } = need;
  const target = { id: publication.id, network: publication.network, title: need.title, problemCode: publication.problemCode };
  const button = (words: string, run: () => Promise<unknown>, during: string = words): ReactNode => (
    <Button
      size="sm" aria-disabled={busy !== ''}
      onClick={() => {
        if (busy !== '') return;
        setBusy(words);
        void run().finally(() => setBusy(''));
      }}
    >
      {busy === words ? during : words}
    </Button>
  );
  switch (publication.state) {
    case 'unconfirmed': return <>{canLook(publication.network) && button('Look now', () => lookNow(target), 'Looking…')}{button('It is there', () => sayItIsThere(target))}</>;
    case 'missed': return <>{publication.problemCode === 'held-unclear' && button('It is there', () => sayItIsThere(target))}{button('Publish now', () => decideMissed(target, 'now', lens))}{button('Next slot', () => decideMissed(target, 'slot', lens))}{button('Skip', () => decideMissed(target, 'skip', lens))}</>;
    default: return (
      <>
        {needsLogin(publication.problemCode) ? button('Reconnect', () => openIn(lens, need.brandId, `/accounts/${publication.accountId}`)) : <Button size="sm" onClick={onOpen}>See why</Button>}
        {button('Retry', () => retry(target))}
      </>
    );
  }
}
