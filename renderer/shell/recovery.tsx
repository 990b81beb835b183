import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Startup } from '#core/contract/app';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { queryClient } from '#renderer/api/query-client';
import { BirdMark } from '#renderer/components/bird-mark';
import { Button } from '#renderer/components/button';
import { ConfirmHost } from '#renderer/components/confirm-dialog';
import { ErrorBanner } from '#renderer/components/error-banner';
import { PathLine } from '#renderer/components/path-line';
import { backupReason } from '#renderer/messages/backups';
import type { ShownError } from '#renderer/messages/errors';
import { damagedWords, startupWords } from '#renderer/messages/startup';
import { confirm } from '#renderer/stores/confirm';

type Trouble = Exclude<Startup, { kind: 'ok' }>;
type Choice = Parameters<typeof client.app.recover>[0];
/** What the person sees of their last try; a button that changes nothing looks broken. */
type Tried = null | 'trying' | 'same';

/** Linnet could not open its file: what is known, what is safe, and the ways on. Never an empty calendar without asking. */
export function Recovery({ startup }: { readonly startup: Trouble }) {
  const format = useFormat();
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [tried, setTried] = useState<Tried>(null);
  const [at, setAt] = useState(0);
  const busy = tried === 'trying';
  const recover = async (choice: Choice): Promise<void> => {
    setTried('trying');
    setProblem(null);
    const next = await act(client.app.recover(choice), { onError: setProblem });
    setAt(Date.now());
    setTried(next === null ? null : 'same');
    if (next === null) return;
    queryClient.clear();
    queryClient.setQueryData(orpc.app.startup.queryKey(), next);
  };
  const openFolder = (): void => { void client.app.openDataFolder(); };
  return (
    <main className="full" id="main">
      <BirdMark size={32} />
      {startup.kind === 'damaged' ? <Damaged startup={startup} busy={busy} recover={recover} onFolder={openFolder} /> : <Plain startup={startup} busy={busy} recover={recover} onFolder={openFolder} />}
      <p className="small t2" role="status">{busy ? 'Reading the file. A large one takes some seconds.' : tried === 'same' ? `Tried again at ${format.timeSeconds(at)}: it is still so.` : ''}</p>
      {problem !== null && <ErrorBanner error={problem} />}
      <ConfirmHost />
    </main>
  );
}

const Words = ({ title, text }: { readonly title: string; readonly text: string }) => <><h1 className="hero-title">{title}</h1><p className="lead t2 measure">{text}</p></>;

interface WaysOn<S> {
  readonly startup: S;
  readonly busy: boolean;
  readonly recover: (choice: Choice) => Promise<void>;
  readonly onFolder: () => void;
}

function Plain({ startup, busy, recover, onFolder }: WaysOn<Exclude<Trouble, { kind: 'damaged' }>>) {
  const { title, text, path } = startupWords(startup);
  return (
    <>
      <Words title={title} text={text} />
      {path !== null && <PathLine path={path} />}
      <div className="row wrap">
        <Button kind="primary" size="lg" disabled={busy} onClick={() => { void recover({ choice: 'again' }); }}>Try again</Button>
        <Button size="lg" onClick={onFolder}>Open the folder</Button>
      </div>
    </>
  );
}

function Damaged({ startup, busy, recover, onFolder }: WaysOn<Extract<Trouble, { kind: 'damaged' }>>) {
  const format = useFormat();
  const { data: info } = useQuery(orpc.app.info.queryOptions());
  const good = startup.backups.filter((backup) => backup.good).toSorted((a, b) => b.at - a.at);
  const [newest, ...older] = good;
  const gone = startup.keptAs === '';
  const startNew = async (): Promise<void> => {
    const kept = gone ? 'The back-ups stay where they are, so that one of them can still be used.' : 'The damaged file stays where it is, so that it can still be looked at.';
    const yes = await confirm({ title: 'Start with an empty file?', body: `Brands, accounts and posts will not be in it. ${kept}`, act: 'Start empty', danger: true });
    if (yes) await recover({ choice: 'new' });
  };
  return (
    <>
      <Words {...damagedWords(startup.keptAs)} />
      {newest !== undefined && (
        <div className="row wrap">
          <Button kind="primary" size="lg" disabled={busy} onClick={() => { void recover({ choice: 'backup', file: newest.file }); }}>{`Use the back-up of ${format.date(newest.at)}, ${format.time(newest.at)}`}</Button>
          <span className="t2">{backupReason[newest.reason]}, {format.bytes(newest.bytes)}, checked and good</span>
        </div>
      )}
      {newest === undefined && <p className="measure">There is no good back-up in the back-up folder. If you keep a copy of linnet.db somewhere else, put it into the folder below and try again.</p>}
      {older.length > 0 && (
        <section aria-label="Older back-ups">
          <div className="sec"><h2>Older back-ups</h2></div>
          <ul className="older-backups">
            {older.slice(0, 10).map((backup) => (
              <li key={backup.file}>
                <span>{format.date(backup.at)}, {format.time(backup.at)}</span><span className="t2">{backupReason[backup.reason]}, {format.bytes(backup.bytes)}</span>
                <Button size="sm" disabled={busy} onClick={() => { void recover({ choice: 'backup', file: backup.file }); }}>Use it<span className="vh">, of {format.date(backup.at)}, {format.time(backup.at)}</span></Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="row wrap">
        <Button disabled={busy} onClick={() => { void recover({ choice: 'again' }); }}>{gone ? 'Look for the file again' : 'Try the file again'}</Button>
        <Button onClick={onFolder}>Open the folder</Button>
        <Button kind="danger" disabled={busy} onClick={() => { void startNew(); }}>Start with an empty file</Button>
      </div>
      <dl className="where">
        {!gone && <><dt>The damaged file is kept in the folder “backups” as</dt><dd><PathLine path={startup.keptAs} /></dd></>}
        {info !== undefined && <><dt>Linnet’s folder</dt><dd><PathLine path={info.dataFolder} /></dd></>}
      </dl>
    </>
  );
}
