import { memo } from 'react';
import { useFormat } from '#renderer/api/format';
import { NetworkIcon } from '#renderer/components/network-icon';
import { costWords } from '#renderer/messages/costs';
import { networkName } from '#renderer/messages/networks';
import type { AccountCheck } from './check';
import { useSession } from './context';
import { costsOf } from './costs';
import type { Draft } from './draft';

/** What sending costs, where a network charges for it; nothing for the others. */
export const CostNote = memo(function CostNote({ draft, publications }: { readonly draft: Draft; readonly publications: readonly AccountCheck[] }) {
  const { locale } = useFormat();
  const costs = costsOf(draft, publications.map(({ publication }) => publication), useSession((state) => state.assets));
  if (costs.length === 0) return null;
  return (
    <div className="cost-note small t2" role="note" aria-label="What sending costs">
      {costs.map(({ network, currency, amount }) => (
        <p key={network} className="row"><NetworkIcon network={network} size={12} silent />{costWords(new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 3 }).format(amount), networkName(network))}</p>
      ))}
    </div>
  );
});
