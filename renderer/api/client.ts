import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils, generateOperationKey } from '@orpc/tanstack-query';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { hashKey, type QueryKey } from '@tanstack/react-query';
import { queryClient } from './query-client';

declare global {
  interface Window {
    /** The preload's: the first answers of the last run, once. */
    readonly linnetKept?: () => unknown;
    /** The preload's: the window may be shown. */
    readonly linnetDrawn?: () => void;
  }
}

type NoContext = Record<never, never>;

/**
 * What the preload posts to the page: at once the first answers of the last run, where the file has not changed since;
 * then the port with the first answers, and a moment later the rest of them.
 */
type Posted = { readonly linnet: 'port'; readonly first: string; readonly more: boolean; readonly keptStands: boolean } | { readonly linnet: 'answers'; readonly first: string } | { readonly linnet: 'kept'; readonly first: string };
const kinds: readonly unknown[] = ['port', 'answers', 'kept'];
const isPosted = (data: unknown): data is Posted => typeof data === 'object' && data !== null && 'linnet' in data && kinds.includes(data.linnet) && 'first' in data && typeof data.first === 'string';

/** Keys of the answers of the last run that this one has not given yet. */
let kept: QueryKey[] = [];
let shown: () => void = () => undefined;
/** Resolves when there are answers for the whole first screen, if only those of the last run. */
export const firstAnswersAreHere = new Promise<void>((resolve) => { shown = resolve; });
let given: () => void = () => undefined;
/** Resolves when all has come that the main process sends by itself. */
export const mainAnswers = new Promise<void>((resolve) => { given = resolve; });
let drawable: (by: 'last run' | 'main') => void = () => undefined;
/** Resolves when there is what the frame of the window needs: by the last run, the whole screen too. */
export const frameIsHere = new Promise<'last run' | 'main'>((resolve) => { drawable = resolve; });

/** What the last run left and the file bears out is read again when the start is over, in case time alone has changed it. */
const CONFIRM_AFTER_MS = 2_000;

/** From here on everything on the screen is of this run. */
function answered(): void {
  for (const queryKey of kept) void queryClient.invalidateQueries({ queryKey, exact: true });
  kept = [];
  shown();
  given();
}

function showLastRun(first: string): void {
  kept = seed(first);
  performance.mark('kept-look');
  drawable('last run');
  shown();
}

/** The one port to the main process; calls made before wait for it. */
const link = new Promise<RPCLink<NoContext>>((resolve) => {
  let had = false;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || !isPosted(event.data)) return;
    if (event.data.linnet === 'kept') {
      if (!had) showLastRun(event.data.first);
      return;
    }
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
    drawable('main');
    if (event.data.keptStands && kept.length > 0) {
      given();
      setTimeout(answered, CONFIRM_AFTER_MS);
      return;
    }
    if (!event.data.more) answered();
  });
});

/** What the last run left is here by now on most starts, and is drawn in this script's first turn. */
const early = window.linnetKept?.();
if (typeof early === 'string') showLastRun(early);

/** Puts what came by itself where the screens look for answers; what is the same as before is drawn no second time. */
function seed(first: string): QueryKey[] {
  const keys = (JSON.parse(first) as readonly FirstAnswer[]).map(({ path, input, output }) => {
    const key = generateOperationKey([...path], { type: 'query', ...(input === undefined ? {} : { input }) });
    queryClient.setQueryData(key, output);
    return key;
  });
  const known = new Set(keys.map((key) => hashKey(key)));
  kept = kept.filter((key) => !known.has(hashKey(key)));
  return keys;
}

const queueing: ClientLink<NoContext> = {
  call: async (path, input, options) => {
    // Nobody asks for what is on its way.
    await mainAnswers;
    return (await link).call(path, input, options);
  },
};

/** Everything the main process offers, typed by the contract. */
export const client: ContractRouterClient<Contract> = createORPCClient(queueing);

/** The same as query and mutation options: `useQuery(orpc.brands.list.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);
