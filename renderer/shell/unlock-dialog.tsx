import { Modal, PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { errorLine } from '#renderer/messages/errors';
import { useUi } from '#renderer/stores/ui';

/** Asks for the passphrase when the vault is locked: once at the start, then only when asked to. */
export function UnlockDialog() {
  const { overlay, waiting, openOverlay, closeOverlay } = useUi();
  const { data: security } = useQuery(orpc.app.security.get.queryOptions());
  const locked = security?.kind === 'vault' && security.locked;
  useEffect(() => { if (locked) openOverlay('unlock'); }, [locked, openOverlay]);
  return (
    <Modal opened={overlay === 'unlock' && locked} onClose={closeOverlay} title="Unlock the vault" size={440}>
      <UnlockForm why={waiting?.why ?? null} onClose={closeOverlay} onOpen={() => { closeOverlay(); waiting?.goOn(); }} />
    </Modal>
  );
}

interface UnlockFormProps {
  readonly why: string | null;
  readonly onClose: () => void;
  readonly onOpen: () => void;
}

function UnlockForm({ why, onClose, onOpen }: UnlockFormProps) {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const security = await act(client.app.security.unlockVault({ passphrase }), { onError: (error) => setProblem(errorLine(error)) });
    setBusy(false);
    if (security === null) return;
    queryClient.setQueryData(orpc.app.security.get.queryKey(), security);
    onOpen();
  };
  return (
    <form className="dialog-body" onSubmit={(event) => { void submit(event); }}>
      <p className="t2">{why ?? 'Your logins are in a vault that only your passphrase opens. Until then nothing can be published; writing and planning work as always.'}</p>
      <PasswordInput label="Passphrase" value={passphrase} onChange={(event) => { setPassphrase(event.currentTarget.value); setProblem(null); }} error={problem} autoComplete="current-password" data-autofocus />
      <div className="dialog-acts">
        <Button onClick={onClose}>{why === null ? 'Later' : 'Cancel'}</Button>
        <Button kind="primary" type="submit" disabled={busy || passphrase === ''}>Unlock</Button>
      </div>
    </form>
  );
}
