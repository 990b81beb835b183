import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { count } from '#renderer/format';
import { useUi } from '#renderer/stores/ui';
import { CreateVault } from './create-vault';
import { Part, Setting } from './setting';

const backends: Readonly<Record<string, string>> = { gnome_libsecret: 'GNOME Keyring', kwallet: 'KWallet', kwallet5: 'KWallet', kwallet6: 'KWallet', keychain: 'the macOS Keychain', dpapi: 'Windows’ own protection' };

export function SecuritySettings() {
  const { data: security } = useQuery(orpc.app.security.get.queryOptions());
  const openOverlay = useUi((state) => state.openOverlay);
  if (security === undefined) return null;
  const logins = security.accounts === 0 ? 'No account is connected yet' : `${count(security.accounts, 'login')} in it`;
  const lock = async (): Promise<void> => { queryClient.setQueryData(orpc.app.security.get.queryKey(), await client.app.security.lockVault()); };
  return (
    <>
      <Part title="Where logins are kept">
        {security.kind === 'keyring' && (
          <Setting name={`In the system’s keyring${backends[security.backend] === undefined ? '' : `: ${backends[security.backend]}`}`} help={`${logins}. They are encrypted with a key that only your system account can read, and opened when you log in to this computer. You need not do anything.`}>
            <span className="state success-text">In use</span>
          </Setting>
        )}
        {security.kind === 'vault' && (
          <Setting name={security.locked ? 'In a vault, locked' : 'In a vault, open'} help={`${logins}. It is encrypted with your passphrase (scrypt and AES-256). Linnet asks for it at each start, and nothing can be published before.`}>
            {security.locked
              ? <Button icon={IconLockOpen} onClick={() => openOverlay('unlock')}>Unlock</Button>
              : <Button icon={IconLock} onClick={() => { void lock(); }}>Lock now</Button>}
          </Setting>
        )}
        {security.kind === 'none' && (
          <div className="verdict" data-tone="warning">
            <p className="what">This computer has no keyring that Linnet can use</p>
            <p>Without a safe place Linnet stores no logins, so no account can be connected yet. A vault is such a place: a file that only your passphrase opens. You type it at each start. Nobody can recover it for you.</p>
          </div>
        )}
      </Part>
      {security.kind === 'none' && <Part title="Make a vault"><CreateVault /></Part>}
      <Part title="What Linnet never does">
        <ul className="plain-list">
          <li>It never sees your passwords: you log in at the network itself. What you type in here instead (an app password, an access token, the key of a media host) is sealed like a login, and can be taken back there.</li>
          <li>Logins are never in Linnet’s data file, its logs or its back-ups. After restoring on another computer you connect again.</li>
          <li>It sends nothing to anybody but the networks you connect, and your media host if you set one up.</li>
        </ul>
      </Part>
    </>
  );
}
