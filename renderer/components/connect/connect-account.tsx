import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Account, Connectable } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import type { ShownError } from '#renderer/messages/errors';
import { ChooseNetwork } from './choose-network';
import { ConnectFailed } from './connect-failed';
import { LoginForm, type LoginRequest } from './login-form';
import { LoginWaiting } from './login-waiting';

interface ConnectAccountProps {
  readonly brandId: string;
  /** Reconnect this one: its queue and history stay. */
  readonly account?: Account | undefined;
  readonly onDone: (account: Account) => void;
  /** Only where there is something to go back to. */
  readonly onCancel?: (() => void) | undefined;
}

type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'login'; readonly network: NetworkId }
  | { readonly at: 'waiting'; readonly network: NetworkId; readonly loginId: string; readonly request: LoginRequest }
  | { readonly at: 'failed'; readonly network: NetworkId; readonly error: ShownError };

/** From "which network" to a connected account. The login goes on in the browser; closing this cancels it. */
export function ConnectAccount({ brandId, account, onDone, onCancel }: ConnectAccountProps) {
  const { data: networks } = useQuery(orpc.accounts.networks.queryOptions());
  const [step, setStep] = useState<Step>(account === undefined ? { at: 'choose' } : { at: 'login', network: account.network });
  const running = useRef<string | null>(null);
  useEffect(() => () => { if (running.current !== null) void client.accounts.cancelConnect({ loginId: running.current }); }, []);

  const login = async (network: NetworkId, request: LoginRequest): Promise<void> => {
    const loginId = crypto.randomUUID();
    running.current = loginId;
    setStep({ at: 'waiting', network, loginId, request });
    const answer = client.accounts.connect({ loginId, brandId, network, method: request.method, fields: { ...request.fields }, ...(account === undefined ? {} : { accountId: account.id }) });
    const connected = await act(answer, {
      onError: (error) => { if (running.current === loginId) setStep(error.code === 'login-cancelled' ? { at: 'login', network } : { at: 'failed', network, error }); },
    });
    if (running.current !== loginId) return;
    running.current = null;
    if (connected === null) return;
    await queryClient.invalidateQueries({ queryKey: orpc.accounts.list.key() });
    onDone(connected);
  };

  const back = account === undefined ? () => setStep({ at: 'choose' }) : onCancel;
  const found = (network: NetworkId): Connectable | undefined => networks?.find((each) => each.network === network);
  switch (step.at) {
    case 'choose': return <ChooseNetwork networks={networks ?? []} onChoose={(network) => setStep({ at: 'login', network })} onCancel={onCancel} />;
    case 'login': {
      const connectable = found(step.network);
      return connectable === undefined ? null : <LoginForm key={step.network} connectable={connectable} account={account} onSubmit={(request) => { void login(step.network, request); }} onBack={back} />;
    }
    case 'waiting': return <LoginWaiting network={step.network} method={step.request.method} loginId={step.loginId} />;
    case 'failed': return <ConnectFailed error={step.error} onAgain={() => setStep({ at: 'login', network: step.network })} onCancel={onCancel} />;
  }
}
