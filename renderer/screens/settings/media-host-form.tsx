import { PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import type { FieldProblem, HostField } from '#core/media-host/address';
import type { MediaHostSettings } from '#core/media-host/settings';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { Segmented } from '#renderer/components/segmented';
import { fieldProblem, hostField, hostKinds } from '#renderer/messages/media-host';

type Kind = MediaHostSettings['kind'];
type Values = Readonly<Partial<Record<HostField, string>>>;

const fieldsOf = { s3: ['endpoint', 'region', 'bucket', 'folder', 'keyId', 'secret'], webdav: ['address', 'publicAddress', 'user', 'secret'] } as const satisfies Record<Kind, readonly HostField[]>;
const settingsOf = (kind: Kind, values: Values): MediaHostSettings => {
  const of = (field: HostField): string => values[field] ?? '';
  return kind === 's3'
    ? { kind, endpoint: of('endpoint'), region: of('region'), bucket: of('bucket'), folder: of('folder'), keyId: of('keyId') }
    : { kind, address: of('address'), publicAddress: of('publicAddress'), user: of('user') };
};

interface FormProps {
  readonly saved: MediaHostSettings | null;
  readonly hasSecret: boolean;
  /** `left`: files that stay at the place that was left. */
  readonly onSaved: (left: readonly string[]) => void;
}

export function MediaHostForm({ saved, hasSecret, onSaved }: FormProps) {
  const [kind, setKind] = useState<Kind>(saved?.kind ?? 's3');
  const [values, setValues] = useState<Values>(() => (saved === null ? {} : { ...saved }));
  const [wrong, setWrong] = useState<{ readonly field: HostField; readonly problem: FieldProblem } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const secret = values.secret ?? '';
    const answer = await act(client.mediaHost.save({ settings: settingsOf(kind, values), secret: secret === '' ? null : secret }));
    setBusy(false);
    if (answer === null) return;
    setWrong(answer.wrong);
    if (answer.wrong !== null) return;
    setValues(({ secret: _typed, ...rest }) => rest);
    onSaved(answer.left);
  };
  return (
    <form className="dialog-body host-form" onSubmit={(event) => { void submit(event); }}>
      <Segmented label="Kind of host" value={kind} options={(['s3', 'webdav'] as const).map((value) => ({ value, label: hostKinds[value].name }))} onChange={(to) => { setKind(to); setWrong(null); }} />
      <p className="help">{hostKinds[kind].about}</p>
      {fieldsOf[kind].map((field) => {
        const { label, help, placeholder } = hostField(field, kind);
        const kept = field === 'secret' && hasSecret && saved?.kind === kind;
        const error = wrong?.field === field ? fieldProblem(field, wrong.problem) : null;
        const common = {
          label, description: error === null ? help : undefined, placeholder: kept ? 'Kept; type only to change it' : placeholder, value: values[field] ?? '', autoComplete: 'off', spellCheck: false, inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
          error, 'data-host-field': field,
          onChange: (event: { readonly currentTarget: { readonly value: string } }) => { const { value } = event.currentTarget; setValues((before) => ({ ...before, [field]: value })); if (wrong?.field === field) setWrong(null); },
        };
        return field === 'secret' ? <PasswordInput key={field} {...common} autoComplete="new-password" /> : <TextInput key={field} {...common} />;
      })}
      <div className="row"><Button kind="primary" type="submit" disabled={busy}>{busy ? 'Saving' : 'Save and test'}</Button></div>
    </form>
  );
}
