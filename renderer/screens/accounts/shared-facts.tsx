import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Account } from '#core/contract/accounts';
import { useBrand } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Icon } from '#renderer/components/icon';
import { networkInText } from '#renderer/messages/networks';

/** What holds for all accounts: who publishes while the computer is off, and where the logins are kept. */
export function SharedFacts({ accounts }: { readonly accounts: readonly Account[] }) {
  const format = useFormat();
  const brand = useBrand();
  const { data: security } = useQuery(orpc.app.security.get.queryOptions());
  const names = (list: readonly Account[]): string => format.list([...new Set(list.map((account) => networkInText(account.network)))]);
  const holders = accounts.filter((account) => brand.nativeHandover && account.canNativeSchedule && account.nativeHandover);
  const others = accounts.filter((account) => !holders.includes(account));
  return (
    <section className="shared-facts" aria-label="Shared by all of them">
      <h2 className="strong">Shared by all of them</h2>
      <dl>
        <dt>While this computer is off</dt>
        <dd>
          {holders.length > 0 && <span className="m">{names(holders)} {new Set(holders.map((account) => account.network)).size === 1 ? 'holds its' : 'hold their'} own posts. </span>}
          {others.length > 0 && <span className="t2">{holders.length > 0 ? `Posts for ${names(others)} wait until it is on.` : 'Posts wait until it is on and Linnet is running.'}</span>}
        </dd>
      </dl>
      {security !== undefined && (
        <p className="row small t2"><Icon of={IconShieldLock} />
          {security.kind === 'keyring' && 'Logins are in this computer’s keyring. They are never written to Linnet’s file and never leave this machine.'}
          {security.kind === 'vault' && (security.locked ? 'Logins are in a vault, and it is locked: nothing goes out until your passphrase opens it.' : 'Logins are in a vault that only your passphrase opens. They never leave this machine.')}
          {security.kind === 'none' && 'There is no safe place for logins yet. Make a vault under Settings, Security.'}
        </p>
      )}
    </section>
  );
}
