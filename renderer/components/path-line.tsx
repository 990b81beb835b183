import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from './button';

/** A path on a line of its own: it wraps anywhere, one click selects all of it, and it can be copied without the mouse. */
export function PathLine({ path }: { readonly path: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => { navigator.clipboard.writeText(path).then(() => setCopied(true), () => setCopied(false)); };
  return (
    <div className="path-line">
      <code>{path}</code>
      <Button size="sm" icon={copied ? IconCheck : IconCopy} onClick={copy} onBlur={() => setCopied(false)}>{copied ? 'Copied' : 'Copy'}<span className="vh"> {path}</span></Button>
    </div>
  );
}
