import { IconCheck, IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { NetworkId } from '#core/networks';
import { guideWords, loginGuide } from '#renderer/messages/login-guides';
import { Button } from '../button';
import { GuidePicture } from './guide-picture';
import { redirectToRegister } from './redirect-to-register';

interface LoginGuideProps {
  readonly network: NetworkId;
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where the keys are found and what is to be registered, click by click; folded, because most people need it once. */
export function LoginGuide({ network, method, fields }: LoginGuideProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const steps = loginGuide(network, method);
  if (steps.length === 0) return null;
  return (
    <div className="login-guide">
      <Button kind="link" icon={open ? IconChevronDown : IconChevronRight} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>{open ? guideWords.close : guideWords.open}</Button>
      {open && (
        <ol id={id}>
          {steps.map(({ picture, text, redirect }) => (
            <li key={text}>
              <GuidePicture picture={picture} />
              <div><p>{text}</p>{redirect === true && <Register address={redirectToRegister(network, method, fields)} />}</div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Register({ address }: { readonly address: string | null }) {
  const [copied, setCopied] = useState('');
  if (address === null) return <p className="small t2">{guideWords.typeFirst}</p>;
  const copy = (): void => { navigator.clipboard.writeText(address).then(() => setCopied(address), () => undefined); };
  return (
    <div className="register">
      <code aria-label={guideWords.register}>{address}</code>
      <Button size="sm" icon={copied === address ? IconCheck : IconCopy} onClick={copy}>{copied === address ? 'Copied' : 'Copy'}</Button>
    </div>
  );
}
