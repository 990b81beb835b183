import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { type DataFolder, fates } from './data-folder';
import type { RunningNetwork } from './running-network';
import { endOf, type Target } from './targets';

/** A network that cannot tell is asked again less and less often; after so long without any change it will not tell. */
const STILL_MS = 60_000;

/** Lets one app run in peace until nothing is waiting any more. */
export async function settle(target: Target, env: Readonly<Record<string, string>>, folder: DataFolder, networks: readonly RunningNetwork[], keep: (child: ChildProcess) => void, say: (line: string) => void): Promise<void> {
  const child = target.start(env);
  keep(child);
  const silent = new Set(networks.flatMap(({ network }) => (network.readsBack ? [] : [network.id])));
  const deadline = Date.now() + 8 * 60_000 + fates(folder).length * 500;
  let last = '';
  let since = Date.now();
  for (;;) {
    await wait(1000);
    const all = fates(folder);
    const busy = all.filter(({ state }) => state === 'scheduled' || state === 'publishing').length;
    const unsure = all.filter(({ state, network }) => state === 'unconfirmed' && !silent.has(network)).length;
    const now = `${busy} left, ${unsure} unsure`;
    if (now !== last) {
      say(`settling: ${now}`);
      since = Date.now();
    }
    last = now;
    if (busy + unsure === 0 || (busy === 0 && Date.now() - since > STILL_MS) || Date.now() > deadline) break;
  }
  // Its last answers are on disk by now.
  child.kill('SIGTERM');
  await Promise.race([endOf(child), wait(8000)]);
  child.kill('SIGKILL');
  await endOf(child);
}
