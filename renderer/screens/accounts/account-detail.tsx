import { IconX } from '@tabler/icons-react';
import type { Account } from '#core/contract/accounts';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button, IconButton } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { Pane } from '#renderer/components/pane';
import { useEscape } from '#renderer/components/use-escape';
import { networkName } from '#renderer/messages/networks';
import { navigate } from '#renderer/routes';
import * as acts from './acts';
import { HealthFacts } from './health-facts';
import { LastCalls } from './last-calls';
import { Permissions } from './permissions';
import { PostingTimes } from './posting-times';
import { Verdict } from './verdict';

interface AccountDetailProps {
  readonly account: Account;
  readonly zone: string;
  readonly onReconnect: () => void;
}

export function AccountDetail({ account, zone, onReconnect }: AccountDetailProps) {
  const format = useFormat();
  const now = useNow();
  const name = networkName(account.network);
  const close = (): void => navigate('/accounts');
  useEscape(close);
  return (
    <Pane label={`${account.handle} on ${name}`} width="21.25rem" sunken className="account-detail">
      <div className="scroll grow">
        <header className="detail-head">
          <NetworkIcon network={account.network} size={24} silent />
          <div className="grow">
            <h2 className="strong trunc" title={account.handle}>{account.handle}</h2>
            <p className="small t2">{name}, <span className="nowrap">connected {format.day(account.connectedAt, zone, now)}</span></p>
          </div>
          <IconButton icon={IconX} label="Close" onClick={close} />
        </header>
        <Verdict account={account} zone={zone} onReconnect={onReconnect} />
        <HealthFacts account={account} zone={zone} />
        <Permissions account={account} />
        <PostingTimes account={account} />
        <LastCalls account={account} zone={zone} />
        <div className="detail-acts">
          {account.status !== 'disconnected' && <Button size="sm" onClick={() => { void acts.test(account); }}>Test connection</Button>}
          {account.status === 'ok' && <Button size="sm" onClick={() => { void acts.setPaused(account, true); }}>Pause</Button>}
          <Button size="sm" onClick={() => acts.openProfile(account)}>Open profile</Button>
        </div>
        <div className="detail-acts">
          {account.status !== 'disconnected' && <Button size="sm" kind="danger" onClick={() => { void acts.disconnect(account); }}>Disconnect</Button>}
          <Button size="sm" kind="danger" onClick={() => { void acts.remove(account); }}>Remove</Button>
        </div>
      </div>
    </Pane>
  );
}
