import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '#core/contract';

type NoContext = Record<never, never>;

/** The one port to the main process. The preload posts it to the page; calls made before that wait for it. */
const link = new Promise<RPCLink<NoContext>>((resolve) => {
  const take = (event: MessageEvent<unknown>): void => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== 'linnet:port' || port === undefined) return;
    window.removeEventListener('message', take);
    const made = new RPCLink<NoContext>({ port });
    port.start();
    resolve(made);
  };
  window.addEventListener('message', take);
});

const queueing: ClientLink<NoContext> = {
  call: async (path, input, options) => (await link).call(path, input, options),
};

/** Everything the main process offers, typed by the contract. */
export const client: ContractRouterClient<Contract> = createORPCClient(queueing);

/** The same as query and mutation options: `useQuery(orpc.brands.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);
