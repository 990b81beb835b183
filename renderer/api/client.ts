import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, generateOperationKey } from '@orpc/tanstack-query';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { queryClient } from './query-client';

type NoContext = Record<never, never>;

/** What the preload posts to the page: the port with the first answers, and a moment later the rest of them. */
type Posted = { readonly linnet: 'port'; readonly first: string; readonly more: boolean } | { readonly linnet: 'answers'; readonly first: string };
const isPosted = (data: unknown): data is Posted => typeof data === 'object' && data !== null && 'linnet' in data && (data.linnet === 'port' || data.linnet === 'answers') && 'first' in data && typeof data.first === 'string';

let answered: () => void = () => undefined;
/** Resolves when all has come that the main process sends by itself. */
export const firstAnswersAreHere = new Promise<void>((resolve) => { answered = resolve; });

/** The one port to the main process; calls made before wait for it. */
const link = new Promise<RPCLink<NoContext>>((resolve) => {
  let had = false;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || !isPosted(event.data)) return;
    if (event.data.linnet === 'answers') {
      seed(event.data.first);
      answered();
      return;
    }
    const port = event.ports[0];
    if (had || port === undefined) return;
    had = true;
    seed(event.data.first);
    const made = new RPCLink<NoContext>({ port });
    port.start();
    resolve(made);
    if (!event.data.more) answered();
  });
});

/** Puts what came by itself where the screens look for answers. */
function seed(first: string): void {
  for (const { path, input, output } of JSON.parse(first) as readonly FirstAnswer[]) queryClient.setQueryData(generateOperationKey([...path], { type: 'query', ...(input === undefined ? {} : { input }) }), output);
}

const queueing: ClientLink<NoContext> = {
  call: async (path, input, options) => {
    // Nobody asks for what is on its way.
    await firstAnswersAreHere;
    return (await link).call(path, input, options);
  },
};

/** Resolves when the port is here, and with it what the frame of the window needs. */
export const portIsHere: Promise<unknown> = link;

/** Everything the main process offers, typed by the contract. */
export const client: ContractRouterClient<Contract> = createORPCClient(queueing);

/** The same as query and mutation options: `useQuery(orpc.brands.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);
