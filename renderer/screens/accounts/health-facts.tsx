import { Switch } from '@mantine/core';
import type { Account } from '#core/contract/accounts';
import { act } from '#renderer/api/act';
import { useBrand } from '#renderer/api/brand';
import { client } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { holdsWords, leftWords, moneyWords, signedInUntil } from '#renderer/messages/health';
import { networkInText } from '#renderer/messages/networks';

/** How the account is doing, fact by fact: whose it is, how long the login lasts, when it last worked, what is left and what it cost. */
export function HealthFacts({ account, zone }: { readonly account: Account; readonly zone: string }) {
  const format = useFormat();
  const brand = useBrand();
  const now = useNow();
  const { allowances, spent, lastOkAt, displayName, handle, canNativeSchedule, nativeHandover } = account;
  const network = networkInText(account.network);
  return (
    <section className="detail-part">
      <div className="sec"><h3>Health</h3></div>
      <dl className="health-facts">
        {displayName !== '' && displayName !== handle && <><dt>Name there</dt><dd>{displayName}</dd></>}
        <dt>Signed in until</dt><dd>{signedInUntil(account, { format, zone, now })}</dd>
        <dt>Last good call</dt><dd>{lastOkAt === null ? 'not yet' : format.dayTime(lastOkAt, zone, now)}</dd>
        <dt>Limits left</dt>
        <dd>{allowances.length === 0 ? <span className="t2">{`${network.charAt(0).toUpperCase()}${network.slice(1)} has not said`}</span> : allowances.map((allowance) => <p key={allowance.unit}>{leftWords(allowance, { format, zone, now })}</p>)}</dd>
        {spent !== null && <><dt>Spent this month</dt><dd title="By the network’s price list, for what went out through Linnet">about {moneyWords(spent, format)}</dd></>}
        <dt>Holds posts itself</dt><dd className={canNativeSchedule ? '' : 't2'}>{holdsWords(account, brand.nativeHandover, network)}</dd>
      </dl>
      {canNativeSchedule && (
        <Switch
          checked={nativeHandover} onChange={(event) => { void act(client.accounts.setNativeHandover({ id: account.id, on: event.currentTarget.checked })); }}
          label={`Let ${network} hold scheduled posts`} description="It publishes them on its own, even when this computer is off. Moves and changes are kept in step."
        />
      )}
    </section>
  );
}
