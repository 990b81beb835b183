import type { ShownError } from '#renderer/messages/errors';
import { navigate } from '#renderer/routes';
import { useUi } from '#renderer/stores/ui';
import { Button } from '../button';
import { ErrorBanner } from '../error-banner';
import { useFocusHere } from '../use-focus-here';

interface ConnectFailedProps {
  readonly error: ShownError;
  readonly onAgain: () => void;
  readonly onCancel?: (() => void) | undefined;
}

export function ConnectFailed({ error, onAgain, onCancel }: ConnectFailedProps) {
  const again = useFocusHere<HTMLButtonElement>();
  const openOverlay = useUi((state) => state.openOverlay);
  return (
    <div className="dialog-body">
      <ErrorBanner error={error} />
      <div className="dialog-acts">
        {onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
        <Button kind={error.code === 'keyring-missing' || error.code === 'vault-locked' ? 'outline' : 'primary'} ref={again} onClick={onAgain}>Try again</Button>
        {error.code === 'keyring-missing' && <Button kind="primary" onClick={() => navigate('/settings/security')}>Make a vault</Button>}
        {error.code === 'vault-locked' && <Button kind="primary" onClick={() => openOverlay('unlock')}>Unlock the vault</Button>}
      </div>
    </div>
  );
}
