import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#core/contract/accounts';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button } from '#renderer/components/button';
import { activityWords } from '#renderer/messages/activity';
import { networkInText } from '#renderer/messages/networks';

const FEW = 6;
const MANY = 100;

/** The account's part of the activity log. */
export function LastCalls({ account, zone }: { readonly account: Account; readonly zone: string }) {
  const format = useFormat();
  const now = useNow();
  const [all, setAll] = useState(false);
  const { data: entries } = useQuery(orpc.accounts.activity.queryOptions({ input: { id: account.id, limit: MANY } }));
  if (entries === undefined || entries.length === 0) return null;
  const network = networkInText(account.network);
  return (
    <section className="detail-part">
      <div className="sec">
        <h3 className="grow">Last calls</h3>
        {entries.length > FEW && <Button kind="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>{all ? 'Fewer' : 'Full log'}</Button>}
      </div>
      <ol className="calls">
        {(all ? entries : entries.slice(0, FEW)).map((entry) => {
          const { title, note } = activityWords(entry, { network, format, zone });
          return (
            <li key={entry.id} className="small">
              <time className="t3" dateTime={new Date(entry.at).toISOString()} title={format.dayTimeBoth(entry.at, zone, now)}>{format.dayTime(entry.at, zone, now)}</time>
              <span title={note}>{title}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
