import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { NetworkId } from '#core/networks';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { severalIn } from '#renderer/messages/login';
import { networkName } from '#renderer/messages/networks';
import { capital } from '#renderer/messages/quoted';
import { Button } from '../button';
import { NetworkIcon } from '../network-icon';
import { useFocusHere } from '../use-focus-here';

interface ChoosePagesProps {
  readonly network: NetworkId;
  readonly loginId: string;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly connected: boolean }[];
}

/** One login leads to several accounts: which of them to connect. */
export function ChoosePages({ network, loginId, choices }: ChoosePagesProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const several = severalIn(network);
  const first = useFocusHere<HTMLInputElement>();
  const submit = (): void => { void act(client.accounts.chooseInLogin({ loginId, ids: [...chosen] })); };
  return (
    <form className="dialog-body" onSubmit={(event) => { event.preventDefault(); if (chosen.length > 0) submit(); }}>
      <div className="row"><NetworkIcon network={network} size={20} silent /><span className="m">{`Which ${several} on ${networkName(network)}?`}</span></div>
      <p className="t2">{`Your login leads to several. Each one you tick becomes an account of this brand; the others can follow another time.${choices.some(({ connected }) => connected) ? ' Ticking one that is connected already renews its login.' : ''}`}</p>
      <Checkbox.Group value={[...chosen]} onChange={setChosen}>
        <div className="page-list" role="group" aria-label={capital(several)}>
          {choices.map(({ id, name, connected }, index) => <Checkbox key={id} value={id} label={name} description={connected ? 'Connected already' : undefined} {...(index === 0 ? { ref: first, 'data-autofocus': true } : {})} />)}
        </div>
      </Checkbox.Group>
      <div className="dialog-acts">
        <Button onClick={() => { void client.accounts.cancelConnect({ loginId }); }}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={chosen.length === 0}>{chosen.length > 1 ? `Connect ${chosen.length} ${several}` : 'Connect'}</Button>
      </div>
    </form>
  );
}
