import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { errorWords } from '#renderer/messages/errors';
import { useComposer, useSession } from './context';

/** `Saved 13:42:07`, `Saved Tue 13 Oct 13:42` from another day, or that it is not. By the clock of this computer. */
export function SavedNote({ now }: { readonly now: number }) {
  const format = useFormat();
  const status = useSession((state) => state.status);
  const savedAt = useSession((state) => state.savedAt);
  const words = status === 'clean' ? `Saved ${format.moment(savedAt, now)}` : status === 'failed' ? 'Not saved' : 'Saving';
  return <span className={`small nowrap saved-note ${status === 'failed' ? 'danger-text m' : 't2'}`} data-status={status}>{words}</span>;
}

/** Plainly in sight for as long as what is typed is only in the window. */
export function SaveTrouble() {
  const { session } = useComposer();
  const status = useSession((state) => state.status);
  const failure = useSession((state) => state.failure);
  if (status !== 'failed') return null;
  const words = failure === null ? null : errorWords(failure);
  return (
    <div className="verdict composer-note" data-tone="danger" role="alert">
      <p className="what">This is not saved{words === null ? '' : `: ${words.title.charAt(0).toLowerCase()}${words.title.slice(1)}`}</p>
      <p>What you typed is still here. {failure?.code === 'not-found' ? 'Linnet tries again with your next change.' : 'Linnet tries again every few seconds.'} {words?.todo ?? ''}</p>
      <div className="acts"><Button size="sm" onClick={() => { void session.flush(); }}>Try now</Button></div>
    </div>
  );
}

/** Somebody else saved this post in between; nothing is lost, and the person is told. */
export function ConflictNote({ onVersions }: { readonly onVersions: () => void }) {
  const { session } = useComposer();
  const conflict = useSession((state) => state.conflict);
  if (!conflict) return null;
  return (
    <div className="verdict composer-note" data-tone="warning" role="status">
      <p className="what">This post was changed somewhere else while you wrote</p>
      <p>Both are kept: what you wrote is here, the other one is in the list of versions.</p>
      <div className="acts">
        <Button size="sm" onClick={() => { session.set({ conflict: false }); onVersions(); }}>Look at the versions</Button>
        <Button size="sm" onClick={() => session.set({ conflict: false })}>Keep this one</Button>
      </div>
    </div>
  );
}
