import { PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { Account, Connectable } from '#core/contract/accounts';
import { ANSWER, loginField, loginMethod, wrongField } from '#renderer/messages/login';
import { networkInText, networkName } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { Segmented } from '../segmented';
import { useFocusHere } from '../use-focus-here';
import { loginInput } from './login-input';
import type { LoginRequest } from './login-steps';

type Method = LoginRequest['method'];

interface LoginFormProps {
  readonly connectable: Connectable;
  readonly account?: Account | undefined;
  /** What was typed before, when this is another try. */
  readonly given?: LoginRequest | undefined;
  /** The field of it that cannot be used. */
  readonly wrong?: string | undefined;
  readonly onSubmit: (request: LoginRequest) => void;
  readonly onBack?: (() => void) | undefined;
}

/** What one network needs to know before its login can begin. */
export function LoginForm({ connectable: { network, methods }, account, given, wrong, onSubmit, onBack }: LoginFormProps) {
  const name = networkName(network);
  const [method, setMethod] = useState<Method>(given?.method ?? account?.loginMethod ?? methods[0]?.id ?? 'oauth');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => ({ ...knownFields(account), ...given?.fields, [ANSWER]: '' }));
  const [mended, setMended] = useState<string | null>(null);
  const first = useFocusHere<HTMLInputElement>();
  const act = useFocusHere<HTMLButtonElement>();
  const chosen = methods.find((each) => each.id === method) ?? methods[0];
  if (chosen === undefined) return null;
  const words = loginMethod(network, chosen.id, name);
  const asked = chosen.fields.filter(({ id }) => id !== ANSWER);
  const missing = asked.some((field) => field.required && (fields[field.id] ?? '').trim() === '');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (missing) return;
    onSubmit({ method: chosen.id, fields: Object.fromEntries(chosen.fields.map((field) => [field.id, (fields[field.id] ?? '').trim()])) });
  };
  return (
    <form className="dialog-body" onSubmit={submit} noValidate>
      <div className="row">
        <NetworkIcon network={network} size={20} silent />
        <span className="m grow">{account === undefined ? name : `${account.handle} on ${networkInText(network)}`}</span>
        {methods.length > 1 && <Segmented label="How to log in" value={chosen.id} onChange={setMethod} options={methods.map(({ id }) => ({ value: id, label: loginMethod(network, id, name).name }))} />}
      </div>
      <p className="t2">{words.about}</p>
      {asked.map((field, index) => {
        const { label, help, placeholder } = loginField(network, chosen.id, field.id);
        const bad = field.id === wrong && field.id !== mended && chosen.id === given?.method;
        const common = {
          ...loginInput(help, bad ? wrongField(help) : null), label, placeholder, value: fields[field.id] ?? '', required: field.required, withAsterisk: false,
          onChange: (event: { currentTarget: HTMLInputElement }) => { setMended(field.id); setFields({ ...fields, [field.id]: event.currentTarget.value }); },
          ...((wrong === undefined ? index === 0 : field.id === wrong) ? { ref: first, 'data-autofocus': true } : {}),
        };
        return field.kind === 'password' ? <PasswordInput key={field.id} {...common} /> : <TextInput key={field.id} {...common} />;
      })}
      <div className="dialog-acts">
        {onBack !== undefined && <Button onClick={onBack}>{account === undefined ? 'Back' : 'Cancel'}</Button>}
        <Button kind="primary" type="submit" disabled={missing} {...(asked.length === 0 ? { ref: act, 'data-autofocus': true } : {})}>{words.act}</Button>
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
