import { IconCheck, IconX } from '@tabler/icons-react';
import type { ConnectedAccount } from '#core/contract/accounts';
import { missingWords } from '#renderer/messages/health';
import { connectedWords, lackingWords } from '#renderer/messages/login';
import { networkInText } from '#renderer/messages/networks';
import { scopeWords } from '#renderer/messages/scopes';
import { Button } from '../button';
import { Icon } from '../icon';
import { NetworkIcon } from '../network-icon';
import { useFocusHere } from '../use-focus-here';

interface ConnectedLackingProps {
  readonly connected: ConnectedAccount;
  readonly onAgain: () => void;
  readonly onDone: () => void;
}

/** It is connected, and the login does not allow all that Linnet can do: said at once, while the person still has the network's page in mind. */
export function ConnectedLacking({ connected, onAgain, onDone }: ConnectedLackingProps) {
  const again = useFocusHere<HTMLButtonElement>();
  const missing = missingWords(connected);
  const given = [...new Set(connected.scopes.map(scopeWords))].filter((one) => !missing.includes(one));
  return (
    <div className="dialog-body" role="status">
      <div className="row"><NetworkIcon network={connected.network} size={20} silent /><span className="m">{connectedWords(connected)}</span></div>
      <p className="t2">{lackingWords(missing.length, networkInText(connected.network))}</p>
      <ul className="scope-list" aria-label="What Linnet may do">
        {missing.map((one) => <li key={one}><Icon of={IconX} className="warning-text" /><span>{one}<span className="t2">, not allowed</span></span></li>)}
        {given.map((one) => <li key={one} className="t2"><Icon of={IconCheck} className="success-text" /><span>{one}</span></li>)}
      </ul>
      <div className="dialog-acts">
        <Button onClick={onAgain} ref={again}>Log in again</Button>
        <Button kind="primary" onClick={onDone}>Keep it so</Button>
      </div>
    </div>
  );
}
