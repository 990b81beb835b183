import { fork } from 'node:child_process';
import type { JsonObject } from '#core/json';
import type { Connected } from '#electron/connectors/ports/login';
import { lineFaults } from './faults';
import type { Told, Wish } from './network-process';
import type { ChaosNetwork, ChaosServer, PublicPost } from './networks/network';
import { bundled } from './targets';

export interface Token {
  /** The next calls find their access tokens expired, and what renews them is answered by nobody. */
  readonly loseRotation: () => Promise<void>;
  readonly expire: () => Promise<void>;
  /** How often the server has rotated a pair of tokens and kept the answer to itself. */
  readonly rotationsUnheard: () => Promise<number>;
}

/** A network's server in a process of its own, which outlives every killing of the app. */
export interface RunningNetwork {
  readonly network: Pick<ChaosNetwork, 'id' | 'kinds' | 'options' | 'agreedFor' | 'canDouble' | 'guard' | 'readsBack'>;
  readonly accounts: readonly (Pick<ChaosServer, 'loginMethod'> & { readonly connected: Connected })[];
  /** Its entry in `developer.json`. */
  readonly developer: JsonObject | null;
  /** How many publications become due in each run of the app. */
  readonly perRun: number;
  readonly posts: () => Promise<readonly PublicPost[]>;
  readonly mend: () => Promise<void>;
  /** Whatever may go wrong there, chosen by the numbers. */
  readonly anyFault: (random: () => number, seed: string) => Promise<void>;
  /** The answers to the next calls that make something public get lost. */
  readonly loseAnswers: (count: number) => Promise<void>;
  /** Where a login may be caught between rotation and save, and lives. */
  readonly token?: Token;
  readonly stop: () => Promise<void>;
}

/** The local server of a network, behind a fault proxy. */
export async function startNetwork(network: ChaosNetwork, perRun: number): Promise<RunningNetwork> {
  const child = fork(await bundled('network-process'), [network.id], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const waiting = new Map<number, (posts: readonly PublicPost[]) => void>();
  let last = 0;
  const ready = await new Promise<Extract<Told, { readonly type: 'ready' }>>((resolve, reject) => {
    child.on('message', (message) => {
      const told = message as Told;
      if (told.type === 'ready') resolve(told);
      else {
        waiting.get(told.number)?.(told.posts);
        waiting.delete(told.number);
      }
    });
    void exited.then(() => { reject(new Error(`the server of ${network.id} has ended`)); });
  });
  const ask = (wish: Wish): Promise<readonly PublicPost[]> => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, resolve);
    child.send({ number: last, wish }, (error) => { if (error !== null) reject(error); });
    void exited.then(() => { reject(new Error(`the server of ${network.id} has ended`)); });
  });
  return {
    network, developer: ready.developer, perRun, accounts: [{ connected: ready.connected, loginMethod: ready.loginMethod }],
    posts: () => ask({ ask: 'posts' }),
    mend: async () => { await ask({ ask: 'mend' }); },
    anyFault: async (random, seed) => {
      const fault = lineFaults[Math.floor(random() * lineFaults.length)];
      if (fault !== undefined) await ask({ ask: 'fault', fault, count: 1 + Math.floor(random() * 3), probability: 0.6, seed });
    },
    loseAnswers: async (count) => { await ask({ ask: 'fault', fault: { on: 'commit', kind: 'lose' }, count, probability: 1, seed: 'lose' }); },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
