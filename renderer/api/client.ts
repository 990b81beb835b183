import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, generateOperationKey } from '@orpc/tanstack-query';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { queryClient } from './query-client';

type NoContext = Record<never, never>;

/** The one port to the main process. The preload posts it to the page; calls made before that wait for it. */
const link = new Promise<RPCLink<NoContext>>((resolve) => {
  const take = (event: MessageEvent<unknown>): void => {
    const port = event.ports[0];
    if (event.source !== window || !isPort(event.data) || port === undefined) return;
    window.removeEventListener('message', take);
    seed(event.data.first);
    const made = new RPCLink<NoContext>({ port });
    port.start();
    resolve(made);
  };
  window.addEventListener('message', take);
});

const isPort = (data: unknown): data is { readonly first: string } => typeof data === 'object' && data !== null && 'linnet' in data && data.linnet === 'port' && 'first' in data && typeof data.first === 'string';

/** Puts what came along with the port where the screens look for answers. */
function seed(first: string): void {
  if (first === '') return;
  for (const { path, input, output } of JSON.parse(first) as readonly FirstAnswer[]) queryClient.setQueryData(generateOperationKey([...path], { type: 'query', ...(input === undefined ? {} : { input }) }), output);
}

const queueing: ClientLink<NoContext> = {
  call: async (path, input, options) => (await link).call(path, input, options),
};

/** Resolves when the first answers are here, if any came. */
export const portIsHere: Promise<unknown> = link;

/** Everything the main process offers, typed by the contract. */
export const client: ContractRouterClient<Contract> = createORPCClient(queueing);

/** The same as query and mutation options: `useQuery(orpc.brands.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);
