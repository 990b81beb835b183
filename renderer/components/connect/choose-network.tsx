import { IconChevronRight } from '@tabler/icons-react';
import type { Connectable } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import { networkAbout, networkName } from '#renderer/messages/networks';
import { Button } from '../button';
import { Icon } from '../icon';
import { NetworkIcon } from '../network-icon';
import './connect.css';

interface ChooseNetworkProps {
  readonly networks: readonly Connectable[];
  readonly onChoose: (network: NetworkId) => void;
  readonly onCancel?: (() => void) | undefined;
}

export const ChooseNetwork = ({ networks, onChoose, onCancel }: ChooseNetworkProps) => (
  <div className="dialog-body">
    <ul className="network-list" aria-label="Networks">
      {inOrder(networks).map(({ network }, index) => (
        <li key={network}>
          <button type="button" {...(index === 0 ? { 'data-autofocus': true } : {})} onClick={() => onChoose(network)}>
            <NetworkIcon network={network} size={20} silent />
            <span className="grow"><span className="m">{networkName(network)}</span><span className="small t2">{networkAbout(network)}</span></span>
            <Icon of={IconChevronRight} className="t3" />
          </button>
        </li>
      ))}
    </ul>
    {onCancel !== undefined && <div className="dialog-acts"><Button onClick={onCancel}>Cancel</Button></div>}
  </div>
);

/** Real networks first: ours is for trying things out. */
const inOrder = (networks: readonly Connectable[]): readonly Connectable[] => networks.toSorted((a, b) => Number(a.network === 'practice') - Number(b.network === 'practice'));
