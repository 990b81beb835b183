import { Button } from '#renderer/components/button';
import { ConnectAccount } from '#renderer/components/connect/connect-account';
import { connectedWords } from '#renderer/messages/login';
import { showToast } from '#renderer/stores/toast';

interface ConnectStepProps {
  readonly brandId: string;
  readonly onSkip: () => void;
}

export const ConnectStep = ({ brandId, onSkip }: ConnectStepProps) => (
  <div className="connect-step">
    <ConnectAccount brandId={brandId} onDone={(account) => showToast({ text: connectedWords(account) })} />
    <Button kind="link" onClick={onSkip}>Later, write first</Button>
  </div>
);
