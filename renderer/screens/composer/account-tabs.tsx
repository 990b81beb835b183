import { Menu, Tooltip } from '@mantine/core';
import { IconAlignLeft, IconPlus } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { Account } from '#core/contract/accounts';
import type { Id } from '#core/ids';
import { Icon } from '#renderer/components/icon';
import { NetworkIcon } from '#renderer/components/network-icon';
import { networkName } from '#renderer/messages/networks';
import { navigate } from '#renderer/routes';
import type { AccountCheck } from './check';
import { useComposer } from './context';
import { addAccount } from './editing';

interface AccountTabsProps {
  readonly checks: readonly AccountCheck[];
  /** null: the base. */
  readonly current: Id | null;
  /** Nothing is written yet. */
  readonly blank: boolean;
  /** Out or on its way; what stands on it is history. */
  readonly locked: ReadonlySet<Id>;
}

/** More than this many, and only the open one shows its name. */
const NAMED = 5;

function dotOf({ problems, stopped, publication }: AccountCheck): { readonly tone: string; readonly words: string } | null {
  if (stopped) return { tone: 'bad', words: 'a problem stops it' };
  if (problems.length > 0) return { tone: 'warn', words: 'something to look at' };
  return publication.text !== null || publication.thread.length > 0 || publication.media !== null ? { tone: 'own', words: 'has its own version' } : null;
}

/** Base and one for each account. One stop for Tab; arrows, Home and End move. */
export function AccountTabs({ checks, current, blank, locked }: AccountTabsProps) {
  const { show } = useComposer();
  const tabs: readonly (Id | null)[] = [null, ...checks.map(({ publication }) => publication.accountId)];
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const at = tabs.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    show(tabs[index] ?? null);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  const few = checks.length <= NAMED;
  return (
    <div className="composer-tabs">
      <div className="tab-row" role="tablist" aria-label="Base text and accounts" onKeyDown={onKey}>
        <button type="button" role="tab" id="tab-base" aria-selected={current === null} aria-controls="composer-panel" tabIndex={current === null ? 0 : -1} onClick={() => show(null)}>
          <Icon of={IconAlignLeft} size={14} />Base
        </button>
        {checks.map((check) => {
          const { accountId, network } = check.publication;
          const on = accountId === current;
          const dot = blank || locked.has(accountId) ? null : dotOf(check);
          const twins = checks.filter((each) => each.publication.network === network).length > 1;
          const name = twins ? (check.account?.handle ?? networkName(network)) : shortName(network);
          return (
            <Tooltip key={accountId} label={`${networkName(network)} · ${check.account?.handle ?? 'removed account'}${dot === null ? '' : ` · ${dot.words}`}`}>
              <button type="button" role="tab" id={`tab-${accountId}`} aria-selected={on} aria-controls="composer-panel" tabIndex={on ? 0 : -1} onClick={() => show(accountId)}>
                <NetworkIcon network={network} silent />
                <span className={few || on ? 'tab-name' : 'vh'}>{name}</span>
                {dot !== null && <><span className={`dot ${dot.tone}`} aria-hidden="true" /><span className="vh">, {dot.words}</span></>}
              </button>
            </Tooltip>
          );
        })}
      </div>
      <AddAccount checks={checks} />
    </div>
  );
}

const shortName = (network: AccountCheck['publication']['network']): string => networkName(network).replace(/ network$/, '');

function AddAccount({ checks }: { readonly checks: readonly AccountCheck[] }) {
  const { accounts, edit, show } = useComposer();
  const used = new Set(checks.map(({ publication }) => publication.accountId));
  const free: readonly Account[] = [...accounts.values()].filter((account) => !used.has(account.id) && account.status !== 'disconnected');
  const add = (account: Account): void => { edit((draft) => addAccount(draft, account.id, account.network)); show(account.id); };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="btn sq ghost add-account" aria-label="Add an account" title="Add an account"><Icon of={IconPlus} /></button>
      </Menu.Target>
      <Menu.Dropdown aria-label="Add an account">
        {free.map((account) => (
          <Menu.Item key={account.id} leftSection={<NetworkIcon network={account.network} silent />} onClick={() => add(account)}>
            {account.handle}
          </Menu.Item>
        ))}
        {free.length > 1 && <Menu.Item onClick={() => edit((draft) => free.reduce((next, account) => addAccount(next, account.id, account.network), draft))}>All {free.length} of them</Menu.Item>}
        {free.length === 0 && <Menu.Label>{accounts.size === 0 ? 'No account is connected yet' : 'Every account is in this post'}</Menu.Label>}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon of={IconPlus} size={14} />} onClick={() => navigate('/accounts')}>Connect another</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
