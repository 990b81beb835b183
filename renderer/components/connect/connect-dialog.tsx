import { Modal } from '@mantine/core';
import type { Account, ConnectedAccount } from '#core/contract/accounts';
import { connectedWords } from '#renderer/messages/login';
import { showToast } from '#renderer/stores/toast';
import { ConnectAccount } from './connect-account';

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly brandId: string;
  readonly account?: Account | undefined;
  readonly onClose: () => void;
  readonly onDone?: ((account: Account) => void) | undefined;
}

/** Connect a further account, or reconnect one. */
export function ConnectDialog({ opened, brandId, account, onClose, onDone }: ConnectDialogProps) {
  const done = (connected: ConnectedAccount): void => {
    onClose();
    showToast({ text: account === undefined ? connectedWords(connected) : `${connected.handle} is connected again` });
    onDone?.(connected);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={account === undefined ? 'Connect an account' : 'Reconnect'} size={440}>
      <ConnectAccount brandId={brandId} account={account} onDone={done} onCancel={onClose} />
    </Modal>
  );
}
