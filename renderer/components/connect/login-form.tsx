import { PasswordInput, Select, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { standingIn } from '#core/app-keys';
import type { Account, AppKeySource, Connectable } from '#core/contract/accounts';
import { actOf, ANSWER, appKeyWords, loginField, loginMethod, wrongField } from '#renderer/messages/login';
import { networkInText, networkName } from '#renderer/messages/networks';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { Segmented } from '../segmented';
import { useFocusHere } from '../use-focus-here';
import { LoginGuide } from './login-guide';
import { loginInput } from './login-input';
import type { LoginRequest } from './login-steps';

type Method = LoginRequest['method'];

/** No account's app: the keys of another one are typed. */
const NO_APP = '';

export interface LoginFormProps {
  readonly connectable: Connectable;
  readonly account?: Account | undefined;
  /** The apps whose keys are kept with an account already. */
  readonly apps: readonly AppKeySource[];
  /** What was typed before, when this is another try. */
  readonly given?: LoginRequest | undefined;
  /** The field of it that cannot be used. */
  readonly wrong?: string | undefined;
  readonly onSubmit: (request: LoginRequest) => void;
  readonly onBack?: (() => void) | undefined;
}

/** What one network needs to know before its login can begin. */
export function LoginForm({ connectable: { network, methods }, account, apps, given, wrong, onSubmit, onBack }: LoginFormProps) {
  const name = networkName(network);
  const [method, setMethod] = useState<Method>(given?.method ?? account?.loginMethod ?? methods[0]?.id ?? 'oauth');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() => ({ ...knownFields(account), ...given?.fields, [ANSWER]: '' }));
  /** Undefined: not chosen by hand, so the first there is. */
  const [app, setApp] = useState(given === undefined ? undefined : (given.appOf ?? NO_APP));
  const [mended, setMended] = useState<string | null>(null);
  const first = useFocusHere<HTMLInputElement>();
  const act = useFocusHere<HTMLButtonElement>();
  const chosen = methods.find((each) => each.id === method) ?? methods[0];
  if (chosen === undefined) return null;
  const about = loginMethod(network, chosen.id, name);
  const asked = chosen.fields.filter(({ id }) => id !== ANSWER);
  const offered = apps.filter(({ kept }) => kept.some((one) => one.method === chosen.id));
  const source = app === undefined ? offered[0] : offered.find(({ accountId }) => accountId === app);
  const kept = standingIn(source?.kept.find((one) => one.method === chosen.id)?.fields ?? [], fields);
  const missing = asked.some((field) => field.required && (fields[field.id] ?? '').trim() === '' && !kept.includes(field.id));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (missing) return;
    onSubmit({ method: chosen.id, appOf: source?.accountId, fields: Object.fromEntries(chosen.fields.map((field) => [field.id, (fields[field.id] ?? '').trim()])) });
  };
  return (
    <form className="dialog-body" onSubmit={submit} noValidate>
      <div className="row">
        <NetworkIcon network={network} size={20} silent />
        <span className="m grow">{account === undefined ? name : `${account.handle} on ${networkInText(network)}`}</span>
        {methods.length > 1 && <Segmented label="How to log in" value={chosen.id} onChange={setMethod} options={methods.map(({ id }) => ({ value: id, label: loginMethod(network, id, name).name }))} />}
      </div>
      <p className="t2">{about.about}</p>
      <LoginGuide key={chosen.id} network={network} method={chosen.id} fields={fields} />
      {offered.length > 0 && (
        <Select
          label={appKeyWords.label} description={kept.length > 0 ? appKeyWords.keptHelp : undefined} inputWrapperOrder={['label', 'input', 'description']} size="md" allowDeselect={false} value={source?.accountId ?? NO_APP} onChange={(value) => setApp(value ?? NO_APP)}
          data={[...offered.map(({ accountId, name: of }) => ({ value: accountId, label: accountId === account?.id ? appKeyWords.own : appKeyWords.of(of) })), { value: NO_APP, label: appKeyWords.none }]}
        />
      )}
      {asked.map((field, index) => {
        const words = loginField(network, chosen.id, field.id);
        const isKept = kept.includes(field.id);
        const help = isKept ? '' : words.help;
        const bad = field.id === wrong && field.id !== mended && chosen.id === given?.method;
        const common = {
          ...loginInput(help, bad ? wrongField(words.help) : null), label: words.label, placeholder: isKept ? appKeyWords.kept : words.placeholder, value: fields[field.id] ?? '', required: field.required && !isKept, withAsterisk: false,
          onChange: (event: { currentTarget: HTMLInputElement }) => { setMended(field.id); setFields({ ...fields, [field.id]: event.currentTarget.value }); },
          ...((wrong === undefined ? index === 0 : field.id === wrong) ? { ref: first, 'data-autofocus': true } : {}),
        };
        return field.kind === 'password' ? <PasswordInput key={field.id} {...common} /> : <TextInput key={field.id} {...common} />;
      })}
      <div className="dialog-acts">
        {onBack !== undefined && <Button onClick={onBack}>{account === undefined ? 'Back' : 'Cancel'}</Button>}
        <Button kind="primary" type="submit" disabled={missing} {...(asked.length === 0 ? { ref: act, 'data-autofocus': true } : {})}>{actOf(about, fields['redirect'] ?? '')}</Button>
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
