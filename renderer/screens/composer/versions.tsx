import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Revision } from '#core/contract/posts';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Button, IconButton } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { Segmented } from '#renderer/components/segmented';
import { Words } from '#renderer/components/words';
import { count } from '#renderer/format';
import { showToast } from '#renderer/stores/toast';
import { useComposer, useSession } from './context';
import { WordDiff } from './word-diff-view';

const reasons: Readonly<Record<Revision['reason'], string>> = {
  created: 'Begun', typing: 'A pause in writing', restore: 'An older one brought back', schedule: 'As it was scheduled', duplicate: 'Copied from another post', sample: 'From the sample brand', edited: 'Changed where it is published',
};

/** Every pause in typing, newest first. Bringing one back loses nothing: what stands now is a version too. */
export function Versions({ postId, now, onClose }: { readonly postId: string; readonly now: number; readonly onClose: () => void }) {
  const { data: revisions = [] } = useQuery(orpc.posts.revisions.queryOptions({ input: { postId } }));
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <div className="aside-head">
        <h2 className="m t2 grow">Versions</h2>
        <IconButton icon={IconX} label="Close the versions" onClick={onClose} />
      </div>
      <ol className="versions scroll">
        {revisions.map((revision, index) => (
          <li key={revision.id} data-open={open === revision.id}>
            <button type="button" className="version" aria-expanded={open === revision.id} onClick={() => setOpen(open === revision.id ? null : revision.id)}>
              <time dateTime={new Date(revision.at).toISOString()} className="m">{format.moment(revision.at, now)}</time>
              <span className="t2 trunc"><bdi><Words>{revision.title === '' ? 'No text' : revision.title}</Words></bdi></span>
              <span className="small t3 nowrap">{count(revision.characters, 'character')}</span>
              <span className="small t3 version-why">{index === 0 ? `Newest · ${reasons[revision.reason]}` : reasons[revision.reason]}</span>
            </button>
            {open === revision.id && <Version id={revision.id} at={revision.at} now={now} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function Version({ id, at, now }: { readonly id: string; readonly at: number; readonly now: number }) {
  const { session, edit, accounts } = useComposer();
  const { data } = useQuery(orpc.posts.revision.queryOptions({ input: { id } }));
  const text = useSession((state) => state.draft.text);
  const owns = useSession((state) => state.draft.publications);
  const format = useFormat();
  const [view, setView] = useState<'differs' | 'whole'>('differs');
  const restore = async (): Promise<void> => {
    const before = session.store.getState().draft;
    if (!(await session.flush())) return;
    const post = await act(client.posts.restoreRevision({ id }));
    if (post === null) return;
    session.replace(post);
    showToast({ text: `This is the version of ${format.moment(at, now)} again`, undo: () => edit(() => before) });
  };
  if (data === undefined) return null;
  if (!data.ok) return <p className="small t2 version-body">This version cannot be read.</p>;
  const hadOwn = data.value.publications.filter((one) => one.text !== null).length;
  return (
    <div className="version-body">
      <div className="row">
        <Segmented label="What to show" value={view} onChange={setView} options={[{ value: 'differs', label: 'What differs' }, { value: 'whole', label: 'Whole text' }]} />
        <span className="grow small t3 trunc">{hadOwn === 0 ? '' : `${count(hadOwn, 'account')} had ${hadOwn === 1 ? 'its' : 'their'} own text`}</span>
        <Button size="sm" onClick={() => { void restore(); }}>Bring it back</Button>
      </div>
      {view === 'whole' ? <p className="lead pre" dir="auto">{data.value.text === '' ? <span className="t3">No text</span> : data.value.text}</p> : <WordDiff before={data.value.text} after={text} same="The base text is the same as now" />}
      {data.value.publications.map(({ accountId, text: theirs }) => {
        const own = owns.find((one) => one.accountId === accountId);
        const mine = own?.text ?? null;
        if (theirs === mine || (theirs === null && own === undefined)) return null;
        const account = accounts.get(accountId);
        return (
          <section key={accountId} className="version-own">
            <p className="small row">{account !== undefined && <NetworkIcon network={account.network} size={12} />}<span className="m">{account?.handle ?? 'An account that is gone'}</span><span className="t3">{own === undefined ? 'was in the post' : theirs === null ? 'said the base text' : mine === null ? 'had its own text' : ''}</span></p>
            {theirs !== null && (view === 'whole' ? <p className="lead pre" dir="auto">{theirs}</p> : <WordDiff before={theirs} after={mine ?? text} same="The same words as now" />)}
          </section>
        );
      })}
    </div>
  );
}
