import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Campaign, runCampaign } from './campaign';

/**
 * `npm run chaos -- --kills 1000 [--seed S] [--reconciliation off] [--proof] [--runtime node]`: kills the app at random moments and
 * at every named step of publishing, with random faults on the practice network, and counts on the server. `--proof` runs a second,
 * short one with the reconciliation off, which must show duplicates. docs/chaos.md says more.
 */
const { values: args } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' }, seed: { type: 'string' }, reconciliation: { type: 'string', default: 'on' }, proof: { type: 'boolean', default: false },
    'settle-ms': { type: 'string', default: '6000' }, runtime: { type: 'string', default: process.env['LINNET_ELECTRON'] === undefined ? 'node' : 'electron' }, keep: { type: 'boolean', default: false },
  },
});
const PROOF_KILLS = 5;

async function main(): Promise<number> {
  if (args.runtime === 'electron' && process.env['LINNET_ELECTRON'] === undefined) throw new Error('LINNET_ELECTRON does not name an Electron: run this by `npm run chaos`');
  const seed = Number(args.seed ?? Math.floor(Math.random() * 2 ** 31));
  const common = { seed, settleMs: Number(args['settle-ms']), keep: args.keep, executable: args.runtime === 'electron' ? process.env['LINNET_ELECTRON'] ?? '' : null };
  const campaigns: readonly Campaign[] = [
    ...(args.proof ? [{ ...common, kills: PROOF_KILLS, reconciliation: 'off' as const }] : []),
    { ...common, kills: Number(args.kills), reconciliation: args.reconciliation === 'off' ? 'off' as const : 'on' as const },
  ];
  const ended: boolean[] = [];
  for (const campaign of campaigns) {
    const result = await runCampaign(campaign);
    ended.push(result.good);
    process.stdout.write(`${JSON.stringify(result.summary)}\n`);
  }
  const passed = ended.filter((good) => good).length;
  const report = process.env['LINNET_TEST_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed: ended.length - passed, skipped: 0 }));
  return passed === ended.length ? 0 : 1;
}

process.exitCode = await main();
