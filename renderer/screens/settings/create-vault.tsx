import { PasswordInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { errorLine } from '#renderer/messages/errors';

export function CreateVault() {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const differs = again !== '' && again !== passphrase;
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase !== again) return;
    setBusy(true);
    const security = await act(client.app.security.createVault({ passphrase }), { done: 'The vault is made and open', onError: (error) => setProblem(errorLine(error)) });
    setBusy(false);
    if (security !== null) queryClient.setQueryData(orpc.app.security.get.queryKey(), security);
  };
  return (
    <form className="dialog-body vault-form" onSubmit={(event) => { void submit(event); }}>
      <PasswordInput label="Passphrase" description="Four unusual words work well." inputWrapperOrder={['label', 'input', 'description', 'error']} value={passphrase} error={problem} autoComplete="new-password" onChange={(event) => { setPassphrase(event.currentTarget.value); setProblem(null); }} />
      <PasswordInput label="The same again" value={again} error={differs ? 'The two are not the same' : null} autoComplete="new-password" onChange={(event) => setAgain(event.currentTarget.value)} />
      <div className="row"><Button kind="primary" type="submit" disabled={busy || passphrase === '' || passphrase !== again}>Make the vault</Button></div>
    </form>
  );
}
