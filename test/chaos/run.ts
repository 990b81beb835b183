import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Campaign, type Outcome, runCampaign } from './campaign';
import { chaosNetworks } from './networks';
import { startPracticeNetwork } from './practice-network';
import { type RunningNetwork, startNetwork } from './running-network';

/**
 * `npm run chaos -- --kills 1000 [--network NAME[,NAME]|all] [--seed S] [--reconciliation off] [--proof] [--runtime node]`: kills the app at
 * random moments and at every named step of publishing, with random faults of the networks' local servers, and counts on those servers.
 * `turn` is one of them, by the seed. `--proof` runs a short one on the first first, with the reconciliation off, which must show
 * duplicates. docs/chaos.md says more.
 */
const { values: args } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' }, network: { type: 'string', default: 'practice' }, seed: { type: 'string' }, reconciliation: { type: 'string', default: 'on' }, proof: { type: 'boolean', default: false },
    'settle-ms': { type: 'string', default: '6000' }, runtime: { type: 'string', default: process.env['LINNET_ELECTRON'] === undefined ? 'node' : 'electron' }, keep: { type: 'boolean', default: false },
  },
});
const PROOF_KILLS = 5;
const names: readonly string[] = ['practice', ...chaosNetworks.map(({ id }) => id)];

/** One alone has more to do in each run of the app. */
const startOne = (name: string, alone: boolean): Promise<RunningNetwork> => {
  const network = chaosNetworks.find(({ id }) => id === name);
  return network === undefined ? startPracticeNetwork() : startNetwork(network, alone ? 4 : 2);
};
const startAll = (of: readonly string[]) => async (): Promise<readonly RunningNetwork[]> => {
  const started: RunningNetwork[] = [];
  // One after the other: each logs in over a line that has its time limits, also on a slow machine.
  for (const name of of) started.push(await startOne(name, of.length === 1));
  return started;
};

function tell({ summary, byNetwork }: Outcome): void {
  const rows = Object.entries(byNetwork);
  if (rows.length > 1) for (const [name, numbers] of rows) process.stdout.write(`${JSON.stringify({ network: name, ...numbers })}\n`);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}

async function main(): Promise<number> {
  if (args.runtime === 'electron' && process.env['LINNET_ELECTRON'] === undefined) throw new Error('LINNET_ELECTRON does not name an Electron: run this by `npm run chaos`');
  const seed = Number(args.seed ?? Math.floor(Math.random() * 2 ** 31));
  const asked = args.network === 'all' ? names : args.network.split(',').map((name) => (name === 'turn' ? chaosNetworks[seed % chaosNetworks.length]?.id ?? name : name));
  const strange = asked.filter((name) => !names.includes(name));
  if (strange.length > 0) throw new Error(`There is no network called ${strange.join(', ')} here. There are: ${names.join(', ')}, turn and all`);
  const common = { seed, settleMs: Number(args['settle-ms']), keep: args.keep, executable: args.runtime === 'electron' ? process.env['LINNET_ELECTRON'] ?? '' : null };
  const kills = Number(args.kills);
  const blind = { ...common, reconciliation: 'off' as const };
  // A blind engine shows for each network alone what it would do there.
  const campaigns: readonly (readonly [Campaign, readonly string[]])[] = args.reconciliation === 'off'
    ? asked.map((name) => [{ ...blind, kills }, [name]])
    : [...(args.proof ? [[{ ...blind, kills: PROOF_KILLS }, asked.slice(0, 1)] as const] : []), [{ ...common, kills, reconciliation: 'on' }, asked]];
  const ended: boolean[] = [];
  for (const [campaign, of] of campaigns) {
    const outcome = await runCampaign(campaign, startAll(of));
    ended.push(outcome.good);
    tell(outcome);
  }
  const passed = ended.filter((good) => good).length;
  const report = process.env['LINNET_TEST_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed: ended.length - passed, skipped: 0 }));
  return passed === ended.length ? 0 : 1;
}

process.exitCode = await main();
