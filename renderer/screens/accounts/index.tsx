import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#core/contract/accounts';
import { useBrand } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { ConnectDialog } from '#renderer/components/connect/connect-dialog';
import { Empty } from '#renderer/components/empty';
import { Pane } from '#renderer/components/pane';
import { ScreenBar } from '#renderer/components/screen-bar';
import { navigate, useRoute } from '#renderer/routes';
import { AccountDetail } from './account-detail';
import { AccountTable } from './account-table';
import { testAll } from './acts';
import { SharedFacts } from './shared-facts';
import './accounts.css';

type Dialog = { readonly account: Account | undefined } | null;

/** Every account of the brand and how it is doing. */
export function AccountsScreen() {
  const brand = useBrand();
  const route = useRoute();
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: brand.id } }));
  const [dialog, setDialog] = useState<Dialog>(null);
  if (accounts === undefined) return <div className="screen"><ScreenBar title="Accounts" /></div>;
  const chosenId = route.name === 'accounts' ? route.id : null;
  const chosen = accounts.find((account) => account.id === chosenId) ?? null;
  const connected = accounts.filter((account) => account.status !== 'disconnected').length;
  const healthy = accounts.filter((account) => account.status === 'ok' && account.missingScopes.length === 0).length;
  return (
    <div className="screen">
      <ScreenBar
        title="Accounts" note={accounts.length === 0 ? undefined : `${connected} connected, ${healthy} healthy`}
        acts={<>
          {accounts.length > 1 && <Button icon={IconRefresh} onClick={() => { void testAll(accounts); }}>Test all</Button>}
          {accounts.length > 0 && <Button kind="primary" icon={IconPlus} onClick={() => setDialog({ account: undefined })}>Connect an account</Button>}
        </>}
      />
      <div className="cols accounts">
        <Pane label="Accounts">
          {accounts.length === 0
            ? <Empty act={<Button kind="primary" icon={IconPlus} onClick={() => setDialog({ account: undefined })}>Connect an account</Button>}>An account is a profile or page of {brand.name} on a network. Connecting one takes about a minute, and Linnet never sees your password.</Empty>
            : (
              <div className="scroll grow">
                <AccountTable accounts={accounts} zone={brand.timeZone} chosenId={chosen?.id ?? null} onReconnect={(account) => setDialog({ account })} />
                <SharedFacts accounts={accounts} />
              </div>
            )}
        </Pane>
        {chosen !== null && <AccountDetail key={chosen.id} account={chosen} zone={brand.timeZone} onReconnect={() => setDialog({ account: chosen })} />}
      </div>
      <ConnectDialog opened={dialog !== null} brandId={brand.id} account={dialog?.account} onClose={() => setDialog(null)} onDone={(account) => navigate(`/accounts/${account.id}`)} />
    </div>
  );
}
