import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Lane } from './publishing-store';
import type { Work } from './work';

/** Reading is cheap for us and polite to them: fewer at once than sending. */
const LOOKS = { network: 6, account: 2 } as const;

/** How many publications are in hand in each lane, for each network and each account. */
export function createSlots() {
  const inUse = new Map<string, number>();
  const keys = (lane: Lane, network: NetworkId, accountId: Id) => [`${lane}:${network}`, `${lane}:${accountId}`] as const;
  const bump = (work: Work, by: number): void => {
    for (const key of keys(work.lane, work.job.network, work.job.accountId)) inUse.set(key, (inUse.get(key) ?? 0) + by);
  };
  const room = (lane: Lane, connector: Connector, accountId: Id): 'free' | 'network-full' | 'account-full' => {
    const limit = lane === 'look' ? LOOKS : connector.publish.concurrency;
    const [network, account] = keys(lane, connector.id, accountId);
    if ((inUse.get(network) ?? 0) >= limit.network) return 'network-full';
    return (inUse.get(account) ?? 0) >= limit.account ? 'account-full' : 'free';
  };
  /** How many more a lane could take, over all networks. */
  const free = (lane: Lane, connectors: Iterable<Connector>): number => {
    let sum = 0;
    for (const c of connectors) sum += (lane === 'look' ? LOOKS : c.publish.concurrency).network - (inUse.get(`${lane}:${c.id}`) ?? 0);
    return Math.max(0, sum);
  };
  return { free, take: (work: Work) => { bump(work, 1); }, give: (work: Work) => { bump(work, -1); }, room };
}
