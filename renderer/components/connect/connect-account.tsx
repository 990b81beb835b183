import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Account, Connectable, ConnectedAccount } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { ChooseNetwork } from './choose-network';
import { ConnectFailed } from './connect-failed';
import { ConnectedLacking } from './connected-lacking';
import { LoginStep } from './login-step';
import { afterLogin, answered, type LoginRequest, type Step } from './login-steps';
import { LoginWaiting } from './login-waiting';
import { PasteAnswer } from './paste-answer';

interface ConnectAccountProps {
  readonly brandId: string;
  /** Reconnect this one: its queue and history stay. */
  readonly account?: Account | undefined;
  readonly onDone: (account: ConnectedAccount) => void;
  /** Only where there is something to go back to. */
  readonly onCancel?: (() => void) | undefined;
}

/** From "which network" to a connected account. The login goes on in the browser; closing this cancels it. */
export function ConnectAccount({ brandId, account, onDone, onCancel }: ConnectAccountProps) {
  const { data: networks } = useQuery(orpc.accounts.networks.queryOptions());
  const [step, setStep] = useState<Step>(account === undefined ? { at: 'choose' } : { at: 'login', network: account.network });
  /** The login that opened the page last; pasting its answer is a login of its own. */
  const [opener, setOpener] = useState('');
  const running = useRef<string | null>(null);
  useEffect(() => () => { if (running.current !== null) void client.accounts.cancelConnect({ loginId: running.current }); }, []);
  const found = (network: NetworkId): Connectable | undefined => networks?.find((each) => each.network === network);

  const login = async (network: NetworkId, request: LoginRequest): Promise<void> => {
    const loginId = crypto.randomUUID();
    running.current = loginId;
    if (!answered(request)) setOpener(loginId);
    setStep({ at: 'waiting', network, loginId, given: request });
    const fields = found(network)?.methods.find(({ id }) => id === request.method)?.fields.map(({ id }) => id) ?? [];
    const answer = client.accounts.connect({ loginId, brandId, network, method: request.method, fields: { ...request.fields }, appOf: request.appOf, ...(account === undefined ? {} : { accountId: account.id }) });
    const connected = await act(answer, { onError: (error) => { if (running.current === loginId) setStep(afterLogin(network, request, error, fields)); } });
    if (running.current !== loginId) return;
    running.current = null;
    if (connected === null) return;
    await queryClient.invalidateQueries({ queryKey: orpc.accounts.list.key() });
    if (connected.missingScopes.length > 0) setStep({ at: 'lacking', given: request, connected });
    else onDone(connected);
  };

  const back = account === undefined ? () => setStep({ at: 'choose' }) : onCancel;
  switch (step.at) {
    case 'choose': return networks === undefined ? null : <ChooseNetwork networks={networks} onChoose={(network) => setStep({ at: 'login', network })} onCancel={onCancel} />;
    case 'login': {
      const connectable = found(step.network);
      return connectable === undefined ? null : <LoginStep key={step.network} connectable={connectable} account={account} given={step.given} wrong={step.wrong} onSubmit={(request) => { void login(step.network, request); }} onBack={back} />;
    }
    case 'waiting': return <LoginWaiting network={step.network} inBrowser={step.given.method !== 'app-password' && !answered(step.given)} loginId={step.loginId} />;
    case 'paste': return <PasteAnswer network={step.network} loginId={opener} given={step.given} wrong={step.wrong} onSubmit={(request) => { void login(step.network, request); }} onBack={() => setStep({ at: 'login', network: step.network, given: step.given })} />;
    case 'lacking': return <ConnectedLacking connected={step.connected} onAgain={() => setStep({ at: 'login', network: step.connected.network, given: step.given })} onDone={() => onDone(step.connected)} />;
    case 'failed': return <ConnectFailed error={step.error} onAgain={() => setStep(answered(step.given) ? { at: 'paste', network: step.network, given: step.given, wrong: false } : { at: 'login', network: step.network, given: step.given })} onCancel={onCancel} />;
  }
}
