import { PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Account, Connectable } from '#core/contract/accounts';
import { loginField, loginMethod } from '#renderer/messages/login';
import { networkInText, networkName } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { Segmented } from '../segmented';
import { useFocusHere } from '../use-focus-here';

type Method = Connectable['methods'][number]['id'];

export interface LoginRequest {
  readonly method: Method;
  readonly fields: Readonly<Record<string, string>>;
}

interface LoginFormProps {
  readonly connectable: Connectable;
  readonly account?: Account | undefined;
  readonly onSubmit: (request: LoginRequest) => void;
  readonly onBack?: (() => void) | undefined;
}

/** What one network needs to know before its login can begin. */
export function LoginForm({ connectable: { network, methods }, account, onSubmit, onBack }: LoginFormProps) {
  const name = networkName(network);
  const [method, setMethod] = useState<Method>(account?.loginMethod ?? methods[0]?.id ?? 'oauth');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => knownFields(account));
  const first = useFocusHere<HTMLInputElement>();
  const act = useFocusHere<HTMLButtonElement>();
  const chosen = methods.find((each) => each.id === method) ?? methods[0];
  if (chosen === undefined) return null;
  const words = loginMethod(network, chosen.id, name);
  const missing = chosen.fields.some((field) => field.required && (fields[field.id] ?? '').trim() === '');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (missing) return;
    onSubmit({ method: chosen.id, fields: Object.fromEntries(chosen.fields.map((field) => [field.id, (fields[field.id] ?? '').trim()])) });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <div className="row">
        <NetworkIcon network={network} size={20} silent />
        <span className="m grow">{account === undefined ? name : `${account.handle} on ${networkInText(network)}`}</span>
        {methods.length > 1 && <Segmented label="How to log in" value={chosen.id} onChange={setMethod} options={methods.map(({ id }) => ({ value: id, label: loginMethod(network, id, name).name }))} />}
      </div>
      <p className="t2">{words.about}</p>
      {chosen.fields.map((field, index) => {
        const { label, help, placeholder } = loginField(network, chosen.id, field.id);
        const common = {
          label, placeholder, value: fields[field.id] ?? '', description: help, size: 'md', spellCheck: false, autoComplete: 'off', maxLength: 2_000,
          inputWrapperOrder: ['label', 'input', 'description'] as ('label' | 'input' | 'description')[], onChange: (event: { currentTarget: HTMLInputElement }) => setFields({ ...fields, [field.id]: event.currentTarget.value }),
          ...(index === 0 ? { ref: first } : {}),
        };
        return field.kind === 'password' ? <PasswordInput key={field.id} {...common} /> : <TextInput key={field.id} {...common} />;
      })}
      <div className="dialog-acts">
        {onBack !== undefined && <Button onClick={onBack}>{account === undefined ? 'Back' : 'Cancel'}</Button>}
        <Button kind="primary" type="submit" disabled={missing} {...(chosen.fields.length === 0 ? { ref: act } : {})}>{words.act}</Button>
      </div>
    </form>
  );
}

/** For a reconnect: what the account itself tells already. */
function knownFields(account: Account | undefined): Readonly<Record<string, string>> {
  if (account === undefined) return {};
  const host = URL.canParse(account.serverUrl) ? new URL(account.serverUrl).host : account.serverUrl;
  return { handle: account.handle, identifier: account.handle, server: host, instance: host };
}
