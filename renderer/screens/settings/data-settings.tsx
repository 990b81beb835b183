import { NumberInput } from '@mantine/core';
import { IconDatabaseExport, IconFolderOpen, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Backup } from '#core/contract/app';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { usePreferences } from '#renderer/api/preferences';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { count } from '#renderer/format';
import { backupReason } from '#renderer/messages/backups';
import { navigate } from '#renderer/routes';
import { confirm } from '#renderer/stores/confirm';
import { Part, Setting } from './setting';

export function DataSettings() {
  const format = useFormat();
  const { data } = useQuery(orpc.app.data.info.queryOptions());
  const [busy, setBusy] = useState(false);
  if (data === undefined) return null;
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.app.data.key() });
  const backUp = async (): Promise<void> => {
    setBusy(true);
    await act(client.app.data.backupNow(), { done: (backup) => `Backed up, ${format.bytes(backup.bytes)}, and checked` });
    setBusy(false);
    await refresh();
  };
  return (
    <>
      <Part title="Your file">
        <Setting name={<span className="path">{data.file}</span>} help={`${format.bytes(data.bytes)}, ${count(data.posts, 'post')}. Media beside it: ${format.bytes(data.mediaBytes)}.${data.lastCheckAt === null ? '' : ` Last checked ${format.date(data.lastCheckAt)}, ${format.time(data.lastCheckAt)}.`}`}>
          <Button icon={IconFolderOpen} onClick={() => { void client.app.openDataFolder(); }}>Open the folder</Button>
        </Setting>
      </Part>
      <Part title="Deleted">
        <Setting name="Bin" help="Posts you delete, and brands you remove, wait here. Nothing leaves it by itself.">
          <Button icon={IconTrash} onClick={() => navigate('/bin')}>Open the bin</Button>
        </Setting>
      </Part>
      <Part title="Back-ups" note={data.backups.length === 0 ? undefined : String(data.backups.length)} acts={<Button icon={IconDatabaseExport} disabled={busy} onClick={() => { void backUp(); }}>{busy ? 'Backing up' : 'Back up now'}</Button>}>
        <KeepBackups />
        <BackupTable backups={data.backups} />
      </Part>
    </>
  );
}

function KeepBackups() {
  const [preferences, set] = usePreferences();
  return (
    <Setting name="Keep the newest" help="One is made each day that Linnet runs, and one before each update. Each is checked when it is made.">
      <NumberInput aria-label="Back-ups to keep" w="7rem" min={3} max={365} clampBehavior="blur" value={preferences.backupsToKeep} onChange={(value) => { if (typeof value === 'number' && value >= 3 && value <= 365) set({ backupsToKeep: Math.round(value) }); }} />
    </Setting>
  );
}

function BackupTable({ backups }: { readonly backups: readonly Backup[] }) {
  const format = useFormat();
  const restore = async (backup: Backup): Promise<void> => {
    const yes = await confirm({
      title: `Go back to ${format.date(backup.at)}, ${format.time(backup.at)}?`, body: 'Everything in Linnet becomes as it was then. The file of today is backed up first, so that you can come back. What is on the networks stays as it is, and what went out since is not sent again. Publishing is paused until you have looked.', act: 'Restore', danger: true,
    });
    if (yes) await act(client.app.data.restore({ file: backup.file }), { done: 'Restored' });
  };
  if (backups.length === 0) return <p className="t2">None yet. The first is made today, or when you ask for it.</p>;
  return (
    <table className="table backups">
      <thead><tr><th scope="col">Made</th><th scope="col">Why</th><th scope="col" className="num">Size</th><th scope="col"><span className="vh">Acts</span></th></tr></thead>
      <tbody>
        {backups.toSorted((a, b) => b.at - a.at).map((backup) => (
          <tr key={backup.file}>
            <td title={backup.file}>{format.date(backup.at)}, {format.time(backup.at)}</td>
            <td className="t2">{backupReason[backup.reason]}{!backup.good && <span className="danger-text"> · did not pass its check</span>}</td>
            <td className="num">{format.bytes(backup.bytes)}</td>
            <td className="num">{backup.good && <Button size="sm" onClick={() => { void restore(backup); }}>Restore<span className="vh"> the one of {format.date(backup.at)}, {format.time(backup.at)}</span></Button>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
