import { IconExternalLink } from '@tabler/icons-react';
import type { NetworkId } from '#core/networks';
import { useQuery } from '@tanstack/react-query';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { networkInText } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { useFocusHere } from '../use-focus-here';
import { ChoosePages } from './choose-pages';
import { LoginInWindow } from './login-in-window';
import { CopyAddress, LoginPage, useLoginPage } from './login-page';

interface LoginWaitingProps {
  readonly network: NetworkId;
  /** The person has a page to answer; else only the network is asked. */
  readonly inBrowser: boolean;
  readonly loginId: string;
}

/** The person is in the browser, perhaps for minutes. Nothing turns: it waits. */
export function LoginWaiting({ network, inBrowser, loginId }: LoginWaitingProps) {
  const name = networkInText(network);
  const cancel = useFocusHere<HTMLButtonElement>();
  const page = useLoginPage(loginId);
  const byHand = page?.opened === false;
  const { data: isInWindow } = useQuery(orpc.accounts.loginInWindow.queryOptions({ input: { loginId } }));
  const { data: choices } = useQuery(orpc.accounts.loginChoices.queryOptions({ input: { loginId } }));
  if (choices !== undefined && choices !== null) return <ChoosePages network={network} loginId={loginId} choices={choices} />;
  if (isInWindow === true) return <LoginInWindow network={network} loginId={loginId} />;
  return (
    <div className="dialog-body" role="status">
      <div className="row"><NetworkIcon network={network} size={20} silent /><span className="m">{inBrowser ? (byHand ? 'Open the login page yourself' : 'Waiting for your browser') : `Asking ${name}`}</span></div>
      {inBrowser && (byHand
        ? <p className="t2">Your system could not open a browser. Copy this address and open it in a browser on this computer. Log in there and allow Linnet; this window goes on by itself.</p>
        : <p className="t2">{`A page of ${name} has opened in your browser. Log in there and allow Linnet; this window goes on by itself. If you see no page, or closed it, open it again, or copy its address and open it by hand.`}</p>)}
      {page !== undefined && byHand && <LoginPage url={page.url} />}
      <div className="dialog-acts">
        <Button onClick={() => { void client.accounts.cancelConnect({ loginId }); }} ref={cancel}>Cancel</Button>
        {page?.opened === true && <CopyAddress url={page.url} />}
        {inBrowser && <Button icon={IconExternalLink} onClick={() => { void act(client.accounts.reopenLogin({ loginId })); }}>Open again</Button>}
      </div>
    </div>
  );
}
