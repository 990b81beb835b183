import { TextInput } from '@mantine/core';
import { IconCheck, IconExternalLink, IconEye, IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '#core/contract/accounts';
import type { Publication } from '#core/contract/posts';
import { useNow } from '#renderer/api/now';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { StateMark } from '#renderer/components/state-mark';
import type { Said } from '#renderer/messages/done';
import { editWords, whyNoEdit } from '#renderer/messages/edits';
import { needsLogin } from '#renderer/messages/needs';
import { networkInText } from '#renderer/messages/networks';
import { canLook } from '#renderer/messages/unclear';
import { verdictWords, waitsForLogin } from '#renderer/messages/verdicts';
import { navigate } from '#renderer/routes';
import * as acts from './acts';

interface VerdictProps {
  readonly publication: Publication;
  readonly account: Account | undefined;
  /** The brand's zone. */
  readonly zone: string;
  /** Opens the words of a live post for a change; null where that is not offered, or open already. */
  readonly onEdit?: (() => void) | null;
  /** Whether it can be changed where it is. */
  readonly editable?: boolean;
}

/** How it stands, in the tint of its state, and what can be done. */
export function Verdict({ publication, account, zone, onEdit = null, editable = false }: VerdictProps) {
  const said: Said = { format: useFormat(), zone, now: useNow() };
  const words = verdictWords(publication, said);
  const { state } = publication;
  // What waits for a person has the tint of that, whatever its state.
  const tone = waitsForLogin(publication) ? 'warning' : state;
  return (
    <div className="pub-verdict" data-s={state} style={{ background: `var(--${tone}-tint)`, borderColor: `var(--${tone}-line)` }}>
      <h2 className="title row" style={{ color: `var(--${tone}-text)` }}><StateMark state={state} size={16} silent />{words.title}</h2>
      <p>{words.body}</p>
      <div className="acts"><Acts publication={publication} account={account} said={said} onEdit={onEdit} /></div>
      {state === 'published' && !editable && whyNoEdit(publication) !== '' && <p className="small t2">{whyNoEdit(publication)}</p>}
    </div>
  );
}

function Acts({ publication, account, said, onEdit = null }: Omit<VerdictProps, 'zone' | 'editable'> & { readonly said: Said }) {
  const name = networkInText(publication.network);
  const edit = (words = 'Open the post') => <Button icon={IconPencil} onClick={() => navigate(`/compose/${publication.postId}`)}>{words}</Button>;
  const unclear = publication.problemCode === 'held-unclear' || (publication.state === 'unconfirmed' && !canLook(publication.network));
  // Where nobody can tell whether it is out, looking comes first.
  const profile = account !== undefined && <Button kind={unclear ? 'primary' : 'outline'} icon={IconExternalLink} onClick={() => { void acts.openProfile(account); }}>Open my profile</Button>;
  const signedOut = needsLogin(publication.problemCode);
  const reconnect = account !== undefined && (account.status === 'signed-out' || account.status === 'disconnected')
    ? <Button kind="primary" onClick={() => navigate(`/accounts/${account.id}`)}>Reconnect {account.handle}</Button> : null;
  switch (publication.state) {
    case 'unconfirmed': return <>{canLook(publication.network) && <LookButton publication={publication} />}{profile}</>;
    case 'failed': return (
      <>
        {signedOut && reconnect !== null
          ? reconnect
          : <Button kind="primary" icon={IconRefresh} onClick={() => { void acts.retry(publication); }}>Try again</Button>}
        {edit('Change the post')}
      </>
    );
    case 'missed': return (
      <>
        {unclear && <>{profile}<Button onClick={() => { void acts.sayItIsThere(publication); }}>It is there</Button></>}
        <Button kind={unclear ? 'outline' : 'primary'} icon={IconSend} onClick={() => { void acts.decideMissed(publication, 'now', said); }}>Send it now</Button>
        <Button onClick={() => { void acts.decideMissed(publication, 'slot', said); }}>At the next free time</Button>
        <Button kind="ghost" onClick={() => { void acts.decideMissed(publication, 'skip', said); }}>Leave it out</Button>
      </>
    );
    case 'published': return (
      <>
        {publication.permalink !== null && publication.goneAt === null && <Button icon={IconExternalLink} onClick={() => { void acts.openLive(publication.permalink ?? ''); }}>See it on {name}</Button>}
        {publication.permalink === null && profile}
        {onEdit !== null && <Button icon={IconPencil} onClick={onEdit}>{editWords.act(name)}</Button>}
        {publication.goneAt === null && <Button kind="danger" icon={IconTrash} onClick={() => { void acts.removeFromNetwork(publication); }}>Remove from {name}</Button>}
      </>
    );
    case 'scheduled': return <>{waitsForLogin(publication) && reconnect}{edit()}<Button icon={IconPlayerPause} onClick={() => { void acts.hold(publication); }}>Put on hold</Button></>;
    case 'hold': return <><Button kind="primary" icon={IconPlayerPlay} onClick={() => { void acts.resume(publication); }}>Resume</Button>{edit()}</>;
    case 'publishing': return null;
    case 'draft': case 'cancelled': return edit();
  }
}

/** Looking takes as long as the network does; meanwhile it says so. */
export function LookButton({ publication, small = false }: { readonly publication: Pick<Publication, 'id' | 'network'>; readonly small?: boolean }) {
  const [looking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    await acts.lookNow(publication);
    setLooking(false);
  };
  const name = networkInText(publication.network);
  if (small) return <Button size="sm" disabled={looking} onClick={() => { void look(); }}>{looking ? 'Looking…' : 'Look now'}</Button>;
  return <Button kind="primary" icon={IconEye} disabled={looking} onClick={() => { void look(); }}>{looking ? `Looking on ${name}…` : `Look on ${name} now`}</Button>;
}

/** A person's own word on an unconfirmed one. */
export function OwnWord({ publication }: { readonly publication: Publication }) {
  const [link, setLink] = useState('');
  return (
    <section className="pub-own">
      <h3 className="strong">If you have looked yourself</h3>
      <TextInput label="Link to the post" description={`Only if it is there and you have its address.${canLook(publication.network) ? ' Linnet looks for it by itself too.' : ''}`} inputWrapperOrder={['label', 'input', 'description', 'error']} placeholder="https://" inputMode="url" maxLength={2000} value={link} onChange={(event) => setLink(event.currentTarget.value)} />
      <div className="acts">
        <Button icon={IconCheck} onClick={() => { void acts.decide(publication, 'it-is-there', link); }}>It is there</Button>
        <Button icon={IconSend} onClick={() => { void acts.decide(publication, 'send-it'); }}>It is not there, send it</Button>
        <Button kind="ghost" onClick={() => { void acts.decide(publication, 'do-not-send'); }}>Do not send</Button>
      </div>
    </section>
  );
}
