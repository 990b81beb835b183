import { useQuery } from '@tanstack/react-query';
import type { Account } from '#core/contract/accounts';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { count } from '#renderer/format';
import { missingWords } from '#renderer/messages/health';
import { heldWords } from '#renderer/messages/held';
import { networkInText } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { capital } from '#renderer/messages/quoted';
import * as acts from './acts';
import { lastFailed } from './health';

interface VerdictProps {
  readonly account: Account;
  readonly zone: string;
  readonly onReconnect: () => void;
}

/** What is wrong with the account, what that means and what to do; nothing when all is well. */
export function Verdict({ account, zone, onReconnect }: VerdictProps) {
  const format = useFormat();
  const now = useNow();
  const { data: publisher } = useQuery(orpc.publishing.status.queryOptions());
  const held = heldWords(publisher?.heldByNetworks.filter((one) => one.accountId === account.id) ?? [], { format, zone, now });
  const name = networkInText(account.network);
  const waits = account.waiting === 0 ? 'Nothing is planned there.' : `${count(account.waiting, 'post waits', 'posts wait')} there.`;
  const missing = missingWords(account);
  const reconnect = <div className="acts"><Button kind="primary" size="sm" onClick={onReconnect}>Reconnect</Button></div>;
  switch (account.status) {
    case 'expiring': return (
      <div className="verdict" data-tone="warning">
        <p className="what">{account.expiresAt === null ? 'Signs out soon' : account.expiresAt <= now ? `The login ended ${format.dayTime(account.expiresAt, zone, now)}` : `Signs out ${format.fromNow(account.expiresAt, now)}, ${format.day(account.expiresAt, zone, now)}`}</p>
        <p className="small">{`${capital(name)} lets a login live for a while and then asks you again${account.expiresAt === null ? '' : `, here at ${format.timeBoth(account.expiresAt, zone)}`}. ${waits} Reconnecting keeps your queue and your history.`}</p>
        {reconnect}
      </div>
    );
    case 'signed-out': return account.lastErrorCode === 'login-other-account' ? (
      <div className="verdict" data-tone="danger">
        <p className="what">The login belongs to another profile</p>
        <p className="small">{`${capital(name)} answered as somebody else, so Linnet sends nothing with it. ${waits} Reconnect as ${account.handle}: your queue and your history stay.`}</p>
        {reconnect}
      </div>
    ) : (
      <div className="verdict" data-tone="danger">
        <p className="what">{account.lastErrorAt === null ? 'Signed out' : `Signed out since ${format.dayTime(account.lastErrorAt, zone, now)}`}</p>
        <p className="small">{`${capital(name)} does not accept the login any more. ${waits} Reconnecting keeps your queue and your history.`}</p>
        {reconnect}
      </div>
    );
    case 'disconnected': return (
      <div className="verdict" data-tone="info">
        <p className="what">You disconnected it</p>
        <p className="small">{`Linnet has no login for it. ${waits}`}</p>
        {reconnect}
      </div>
    );
    case 'paused': return (
      <div className="verdict">
        <p className="what">{account.pausedAt === null ? 'You paused it' : `You paused it, ${format.dayTime(account.pausedAt, zone, now)}`}</p>
        <p className="small">{`Nothing goes out there until you resume it. ${waits}`}</p>
        {held !== null && <p className="small warning-text">{held}</p>}
        <div className="acts"><Button kind="primary" size="sm" onClick={() => { void acts.setPaused(account, false); }}>Resume</Button></div>
      </div>
    );
    case 'ok': return missing.length > 0 ? (
      <div className="verdict" data-tone="warning">
        <p className="what">{missing.length === 1 ? 'It lacks a permission' : `It lacks ${count(missing.length, 'permission')}`}</p>
        <p className="small">{`${capital(name)} did not allow: ${format.list(missing.map((one) => one.charAt(0).toLowerCase() + one.slice(1)))}. Reconnect and allow it there; your queue and your history stay.`}</p>
        {reconnect}
      </div>
    ) : lastFailed(account) && account.lastErrorCode !== null ? (
      <div className="verdict" data-tone="warning">
        <p className="what">{outcomeWords(account.lastErrorCode, name).title}</p>
        <p className="small">{outcomeWords(account.lastErrorCode, name).meaning}</p>
        <div className="acts"><Button size="sm" onClick={() => { void acts.test(account); }}>Test again</Button></div>
      </div>
    ) : null;
  }
}
