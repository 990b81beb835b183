import { TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import type { NetworkId } from '#core/networks';
import { ANSWER, loginField, wrongField } from '#renderer/messages/login';
import { networkName } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { useFocusHere } from '../use-focus-here';
import { loginInput } from './login-input';
import { LoginPage, useLoginPage } from './login-page';
import type { LoginRequest } from './login-steps';

interface PasteAnswerProps {
  readonly network: NetworkId;
  /** The first half, which opened the page. */
  readonly loginId: string;
  readonly given: LoginRequest;
  /** What was pasted is not what the browser ended on. */
  readonly wrong: boolean;
  readonly onSubmit: (request: LoginRequest) => void;
  readonly onBack: () => void;
}

/** The second half of a login whose network leads back to an address that nothing on this computer answers. */
export function PasteAnswer({ network, loginId, given, wrong, onSubmit, onBack }: PasteAnswerProps) {
  const [answer, setAnswer] = useState(wrong ? (given.fields[ANSWER] ?? '') : '');
  const field = useFocusHere<HTMLInputElement>();
  const name = networkName(network);
  const page = useLoginPage(loginId);
  const byHand = page?.opened === false;
  const { label, help, placeholder } = loginField(network, given.method, ANSWER);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (answer.trim() !== '') onSubmit({ ...given, fields: { ...given.fields, [ANSWER]: answer.trim() } });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <div className="row"><NetworkIcon network={network} size={20} silent /><span className="m">{byHand ? 'Open the login page yourself' : `${name} is open in your browser`}</span></div>
      {page !== undefined && byHand && <p className="t2">Your system could not open a browser. Copy this address and open it in a browser.</p>}
      {page !== undefined && byHand && <LoginPage url={page.url} />}
      <p className="t2">Agree there. The browser then ends on your redirect address. It may look like an error: that does not matter, only its address does. Copy all of it and paste it here.</p>
      <TextInput {...loginInput(help, wrong && answer === given.fields[ANSWER] ? wrongField(help) : null)} label={label} placeholder={placeholder} value={answer} onChange={(event) => setAnswer(event.currentTarget.value)} ref={field} data-autofocus />
      <div className="dialog-acts">
        <Button onClick={onBack}>Back</Button>
        <Button icon={IconExternalLink} onClick={() => onSubmit({ ...given, fields: { ...given.fields, [ANSWER]: '' } })}>Open again</Button>
        <Button kind="primary" type="submit" disabled={answer.trim() === ''}>Connect</Button>
      </div>
    </form>
  );
}
