import { seededRandom } from '#electron/practice-network/seeded';
import type { Connected } from '#electron/connectors/ports/login';
import type { JsonObject } from '#core/json';
import { faultOf, fitsOf, type LineFault } from './faults';
import { chaosNetworks } from './networks';
import type { ChaosServer, PublicPost } from './networks/network';

/** What the process of a network's local server is asked, each with a number that its answer names. */
export type Wish =
  | { readonly ask: 'posts' }
  | { readonly ask: 'mend' }
  | { readonly ask: 'fault'; readonly fault: LineFault; readonly count: number; readonly probability: number; readonly seed: string };
export type Told =
  | { readonly type: 'ready'; readonly developer: JsonObject | null; readonly connected: Connected; readonly loginMethod: ChaosServer['loginMethod'] }
  | { readonly type: 'answer'; readonly number: number; readonly posts: readonly PublicPost[] };

const tell = (told: Told): void => { if (process.connected) process.send?.(told); };

// A line that breaks in the middle of a request is a rejection that nobody of these servers waits for; everything else is a mistake of theirs.
process.on('unhandledRejection', (error) => {
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return;
  process.stderr.write(`${process.argv[2] ?? ''}: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exit(1);
});

const network = chaosNetworks.find(({ id }) => id === process.argv[2]);
if (network === undefined) throw new Error(`no network called ${process.argv[2] ?? ''}`);

async function main(): Promise<void> {
  if (network === undefined) return;
  const goneEarly = (): void => { process.exit(1); };
  process.on('disconnect', goneEarly);
  const server = await network.start();
  process.on('message', (message) => {
    const { number, wish } = message as { readonly number: number; readonly wish: Wish };
    void (async () => {
      let posts: readonly PublicPost[] = [];
      if (wish.ask === 'posts') posts = await server.posts();
      else if (wish.ask === 'mend') {
        server.proxy.mend();
        server.forget?.();
      } else {
        const random = seededRandom(wish.seed);
        const fits = fitsOf(network, wish.fault);
        server.proxy.fault((request) => fits(request) && random() < wish.probability, faultOf(network, wish.fault), wish.count);
      }
      tell({ type: 'answer', number, posts });
    })();
  });
  const end = (): void => { void server.close().then(() => process.exit(0)); };
  process.off('disconnect', goneEarly);
  process.on('disconnect', end);
  process.on('SIGTERM', end);
  const { developer, connected, loginMethod } = server;
  tell({ type: 'ready', developer, connected, loginMethod });
}

main().catch((error: unknown) => {
  process.stderr.write(`${process.argv[2] ?? ''}: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exit(1);
});
