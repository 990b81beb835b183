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
import { backupReason } from '#renderer/messages/backups';
import type { ShownError } from '#renderer/messages/errors';
import { startupWords } from '#renderer/messages/startup';
import { confirm } from '#renderer/stores/confirm';

type Trouble = Exclude<Startup, { kind: 'ok' }>;
type Choice = Parameters<typeof client.app.recover>[0];

/** Linnet could not open its file: what is known, what is safe, and the ways on. Never an empty calendar without asking. */
export function Recovery({ startup }: { readonly startup: Trouble }) {
  const [problem, setProblem] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  const recover = async (choice: Choice): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const next = await act(client.app.recover(choice), { onError: setProblem });
    setBusy(false);
    if (next === null) return;
    queryClient.clear();
    queryClient.setQueryData(orpc.app.startup.queryKey(), next);
  };
  return (
    <main className="full" id="main">
      <BirdMark size={32} />
      {startup.kind === 'damaged' && <Damaged startup={startup} busy={busy} recover={recover} />}
      {startup.kind !== 'damaged' && <Words {...startupWords(startup)} />}
      {problem !== null && <ErrorBanner error={problem} />}
      {startup.kind !== 'damaged' && (
        <div className="row">
          <Button kind="primary" size="lg" disabled={busy} onClick={() => { void recover({ choice: 'again' }); }}>Try again</Button>
          <Button size="lg" onClick={() => { void client.app.openDataFolder(); }}>Open the folder</Button>
        </div>
      )}
      <ConfirmHost />
    </main>
  );
}

const Words = ({ title, text }: { readonly title: string; readonly text: string }) => <><h1 className="hero-title">{title}</h1><p className="lead t2" style={{ maxWidth: '36rem' }}>{text}</p></>;

interface DamagedProps {
  readonly startup: Extract<Trouble, { kind: 'damaged' }>;
  readonly busy: boolean;
  readonly recover: (choice: Choice) => Promise<void>;
}

function Damaged({ startup, busy, recover }: DamagedProps) {
  const format = useFormat();
  const { data: info } = useQuery(orpc.app.info.queryOptions());
  const good = startup.backups.filter((backup) => backup.good).toSorted((a, b) => b.at - a.at);
  const [newest, ...older] = good;
  const startNew = async (): Promise<void> => {
    const yes = await confirm({ title: 'Start with an empty file?', body: 'Brands, accounts and posts will not be in it. The damaged file stays where it is, so that it can still be looked at.', act: 'Start empty', danger: true });
    if (yes) await recover({ choice: 'new' });
  };
  return (
    <>
      <Words title="Linnet’s file is damaged" text={`It did not pass its check, so it was not opened. It is kept as ${startup.keptAs}. Nothing has been deleted, and nothing will be published until you choose.`} />
      {newest !== undefined && (
        <div className="row wrap">
          <Button kind="primary" size="lg" disabled={busy} onClick={() => { void recover({ choice: 'backup', file: newest.file }); }}>{`Use the back-up of ${format.date(newest.at)}, ${format.time(newest.at)}`}</Button>
          <span className="t2">{backupReason[newest.reason]}, {format.bytes(newest.bytes)}, checked and good</span>
        </div>
      )}
      {newest === undefined && <p style={{ maxWidth: '36rem' }}>There is no good back-up in the back-up folder. If you keep a copy of linnet.db somewhere else, put it into the folder below and try again.</p>}
      {older.length > 0 && (
        <section aria-label="Older back-ups">
          <div className="sec"><h2>Older back-ups</h2></div>
          <ul className="stack">
            {older.slice(0, 10).map((backup) => (
              <li key={backup.file} className="row">
                <span>{format.date(backup.at)}, {format.time(backup.at)} · {backupReason[backup.reason]}, {format.bytes(backup.bytes)}</span>
                <Button size="sm" disabled={busy} onClick={() => { void recover({ choice: 'backup', file: backup.file }); }}>Use it</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="row wrap">
        <Button disabled={busy} onClick={() => { void recover({ choice: 'again' }); }}>Try the file again</Button>
        <Button onClick={() => { void client.app.openDataFolder(); }}>Open the folder</Button>
        <Button kind="danger" disabled={busy} onClick={() => { void startNew(); }}>Start with an empty file</Button>
      </div>
      {info !== undefined && <p className="small t3">{info.dataFolder}</p>}
    </>
  );
}
