import { IconAppWindow, IconExternalLink } from '@tabler/icons-react';
import type { NetworkId } from '#core/networks';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { networkInText } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { useFocusHere } from '../use-focus-here';

interface LoginInWindowProps {
  readonly network: NetworkId;
  readonly loginId: string;
}

/** The person is in a window of Linnet that shows the network's own page. */
export function LoginInWindow({ network, loginId }: LoginInWindowProps) {
  const name = networkInText(network);
  const show = useFocusHere<HTMLButtonElement>();
  return (
    <div className="dialog-body" role="status">
      <div className="row"><NetworkIcon network={network} size={20} silent /><span className="m">{`${name} is open in a window of its own`}</span></div>
      <p className="t2">{`Log in there and allow Linnet; the rest goes by itself. The window shows ${name}’s own page: its title says whose page it is, Linnet does not read what you type, and when it closes, everything in it is forgotten.`}</p>
      <p className="t2">Rather use your own browser, where you may be logged in already? At the end you then copy one address and paste it here.</p>
      <div className="dialog-acts">
        <Button onClick={() => { void client.accounts.cancelConnect({ loginId }); }}>Cancel</Button>
        <Button icon={IconExternalLink} onClick={() => { void act(client.accounts.loginToBrowser({ loginId })); }}>Use my browser</Button>
        <Button kind="primary" icon={IconAppWindow} ref={show} onClick={() => { void act(client.accounts.reopenLogin({ loginId })); }}>Show the window</Button>
      </div>
    </div>
  );
}
