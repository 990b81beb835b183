import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { orpc } from '#renderer/api/client';
import { Button } from '../button';

/** Where the login goes on; undefined while nobody knows. */
export function useLoginPage(loginId: string) {
  return useQuery(orpc.accounts.loginPage.queryOptions({ input: { loginId } })).data ?? undefined;
}

interface CopyAddressProps {
  readonly url: string;
  /** The clipboard refuses. */
  readonly onRefused?: () => void;
}

export function CopyAddress({ url, onRefused }: CopyAddressProps) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => { navigator.clipboard.writeText(url).then(() => setCopied(true), () => { onRefused?.(); }); };
  return <Button icon={copied ? IconCheck : IconCopy} onClick={copy}>{copied ? 'Copied' : 'Copy address'}</Button>;
}

/** The address of a login page that did not open by itself, to be opened by hand. */
export function LoginPage({ url }: { readonly url: string }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="row">
      <TextInput className="grow" ref={field} aria-label="Address of the login page" value={url} readOnly onFocus={(event) => event.currentTarget.select()} />
      {/* Marked at least, for the copy key. */}
      <CopyAddress url={url} onRefused={() => field.current?.select()} />
    </div>
  );
}
