import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { Account } from '#core/contract/accounts';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button, IconButton } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { count, type Format } from '#renderer/format';
import { moneyWords, nearLimit, signedInUntil, usedWords } from '#renderer/messages/health';
import { networkName } from '#renderer/messages/networks';
import * as acts from './acts';
import { Health, lastFailed } from './health';

interface AccountTableProps {
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly chosenId: string | null;
  readonly onReconnect: (account: Account) => void;
}

/** Arrows go up and down the names; Enter opens. */
function step(event: KeyboardEvent<HTMLTableElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.account-name')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

export function AccountTable({ accounts, zone, chosenId, onReconnect }: AccountTableProps) {
  const format = useFormat();
  const now = useNow();
  return (
    <table className="table account-table" onKeyDown={step}>
      <thead><tr><th scope="col">Account</th><th scope="col">Health</th><th scope="col" className="c-until">Signed in until</th><th scope="col" className="c-today">Today</th><th scope="col" className="c-last">Last answer</th><th scope="col"><span className="vh">Acts</span></th></tr></thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id} className="account-row" data-chosen={account.id === chosenId}>
            <td>
              <div className="account-who">
                <NetworkIcon network={account.network} size={18} silent />
                <div className="grow">
                  <a className="account-name m trunc" title={account.handle} href={`#/accounts/${account.id}`} {...(account.id === chosenId ? { 'aria-current': true } : {})}>{account.handle}</a>
                  <p className="small t2 trunc">{kindOf(account, format)}</p>
                </div>
              </div>
            </td>
            <td><Health account={account} /></td>
            <td className={`c-until ${account.status === 'signed-out' ? 'danger-text' : account.expiresAt === null ? 't2' : ''}`}>{signedInUntil(account, { format, zone, now })}</td>
            <td className="c-today"><Usage account={account} format={format} /></td>
            <td className={`c-last ${lastFailed(account) ? 'danger-text' : 't2'}`}>{lastAnswer(account, format, zone, now)}</td>
            <td className="num"><RowActs account={account} onReconnect={onReconnect} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `Mastodon · keramik.social, 1,284 followers` */
function kindOf(account: Account, format: Format): string {
  const host = URL.canParse(account.serverUrl) ? new URL(account.serverUrl).hostname : '';
  const facts = [
    account.handle.endsWith(host) || host === '' || host === '127.0.0.1' ? '' : host,
    account.followers === null ? '' : `${format.number(account.followers)} followers`,
    account.loginMethod === 'app-password' ? 'app password' : '',
    account.spent === null ? '' : `${moneyWords(account.spent, format)} this month`,
  ].filter((fact) => fact !== '');
  return [networkName(account.network), facts.join(', ')].filter((part) => part !== '').join(' · ');
}

/** What is out of what today holds, as a bar; and all that waits, of any day. A limit of the network that is nearly used up goes first. */
function Usage({ account, format }: { readonly account: Account; readonly format: Format }) {
  const { postsToday, leftToday, waiting } = account;
  const near = nearLimit(account);
  if (near !== null) return <UsedUp allowance={near} format={format} />;
  const planned = postsToday + leftToday;
  const waits = waiting === 0 ? null : <span className="t2" title={`${count(waiting, 'post')} in all, today and later`}>{waiting} waiting</span>;
  if (planned === 0) return <p className="small usage">{waits ?? <span className="t3">nothing planned</span>}</p>;
  return (
    <>
      <p className="small usage"><span>{postsToday} of {planned} out</span>{waits}</p>
      <span className="meter usage-meter" aria-hidden="true"><i style={{ width: `${(postsToday / planned) * 100}%` }} /></span>
    </>
  );
}

const UsedUp = ({ allowance, format }: { readonly allowance: Account['allowances'][number]; readonly format: Format }) => (
  <>
    <p className="small usage"><span>{usedWords(allowance, format)}</span></p>
    <span className="meter usage-meter" data-tone="warning" aria-hidden="true"><i style={{ width: `${((allowance.limit - allowance.left) / allowance.limit) * 100}%` }} /></span>
  </>
);

function lastAnswer(account: Account, format: Format, zone: string, now: number): string {
  const at = Math.max(account.lastOkAt ?? 0, account.lastErrorAt ?? 0);
  return at === 0 ? 'not yet' : format.dayTime(at, zone, now);
}

/** The mend is on the row of the problem; everything else is in the account's own pane. */
const asksForLogin = ({ status, missingScopes }: Account): boolean => status === 'signed-out' || status === 'expiring' || status === 'disconnected' || (status === 'ok' && missingScopes.length > 0);

function RowActs({ account, onReconnect }: { readonly account: Account; readonly onReconnect: (account: Account) => void }) {
  if (asksForLogin(account)) return <Button size="sm" onClick={() => onReconnect(account)}>Reconnect<span className="vh"> {account.handle}</span></Button>;
  if (account.status === 'paused') return <Button size="sm" onClick={() => { void acts.setPaused(account, false); }}>Resume<span className="vh"> {account.handle}</span></Button>;
  return (
    <Menu position="bottom-end">
      <Menu.Target><IconButton icon={IconDots} label={`More for ${account.handle}`} size="sm" /></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => { void acts.test(account); }}>Test</Menu.Item>
        <Menu.Item onClick={() => acts.openProfile(account)}>Open the profile</Menu.Item>
        <Menu.Item onClick={() => { void acts.setPaused(account, true); }}>Pause</Menu.Item>
        <Menu.Item onClick={() => onReconnect(account)}>Reconnect</Menu.Item>
        <Menu.Divider />
        <Menu.Item className="danger" onClick={() => { void acts.disconnect(account); }}>Disconnect</Menu.Item>
        <Menu.Item className="danger" onClick={() => { void acts.remove(account); }}>Remove</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
