import { type ChildProcess, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { publishingSteps } from '#electron/features/publishing/steps';
import type { FaultInput } from '#electron/practice-network/faults';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { createSeeded } from '#test/support/publishing-world';
import { addAccounts, addDue, createDataFolder, fates } from './data-folder';
import { bundled, electronTarget, nodeTarget, type Target } from './targets';

/**
 * `npm run chaos -- --kills 1000 [--seed S] [--reconciliation off] [--runtime node]`: kills the app at random moments and at every
 * named step of publishing, with random faults on the practice network, and counts on the server. Only processes started here are killed.
 */
const { values: args } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' }, seed: { type: 'string' }, reconciliation: { type: 'string', default: 'on' },
    runtime: { type: 'string', default: process.env['LINNET_ELECTRON'] === undefined ? 'node' : 'electron' }, keep: { type: 'boolean', default: false },
  },
});
const kills = Number(args.kills);
const seed = Number(args.seed ?? Math.floor(Math.random() * 2 ** 31));
const reconciliation = args.reconciliation === 'off' ? 'off' : 'on';
const { random } = createSeeded(seed);
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
const say = (line: string): void => { process.stderr.write(`${line}\n`); };

// Nothing is handed over to the practice network and nothing is checked there: those steps are killed in the model test.
const steps = publishingSteps.filter((s) => !s.startsWith('hand-over') && s !== 'check-answered');
const POST = 'POST /api/posts';
const faults: readonly FaultInput[] = [
  { kind: 'reset', when: 'after', endpoint: POST }, { kind: 'reset', when: 'before', endpoint: POST }, { kind: 'error', when: 'after', endpoint: POST, status: 502 },
  { kind: 'error', when: 'before', endpoint: POST, status: 500 }, { kind: 'rate-limit', endpoint: POST, retryAfterSeconds: 2 }, { kind: 'slow', when: 'after', endpoint: POST, ms: 1500 },
  { kind: 'slow', when: 'before', endpoint: POST, ms: 2500, evenIfGone: true }, { kind: 'slow', endpoint: '*', ms: 400 }, { kind: 'reset', endpoint: '*' }, { kind: 'error', endpoint: '*', status: 503 },
];

const endOf = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  else child.once('exit', () => { resolve(); });
});

/** What an app would be started with before it is killed; the keyring is the app's own, so it is given its logins once. */
const environment = (folder: string, practice: PracticeChild, secrets: object): Record<string, string> => ({
  LINNET_DATA_DIR: folder, LINNET_PRACTICE_URL: practice.url, LINNET_PRACTICE_SECRET: practice.secret, LINNET_CHAOS_RECONCILIATION: reconciliation,
  LINNET_CHAOS_SECRETS: JSON.stringify(secrets),
});

async function main(): Promise<number> {
  const executable = process.env['LINNET_ELECTRON'];
  if (args.runtime === 'electron' && executable === undefined) throw new Error('LINNET_ELECTRON does not name an Electron: run this by `npm run chaos`');
  const target: Target = args.runtime === 'electron' ? electronTarget(executable ?? '') : await nodeTarget();
  const adder = await bundled('add-due-process');
  const folder = createDataFolder();
  const practice = await startPracticeChild({ dataFile: null, honourKeys: false, reactionSpeed: 0.001 });
  // A network that knows no keys is the hard case: nothing but looking tells whether a post arrived.
  const at = await addAccounts(folder, practice, 3, { honourKeys: false, latenessLimitMs: 12 * 3_600_000 });
  const env = environment(folder.path, practice, at.secrets);
  say(`chaos: ${kills} kills of ${target.name}, seed ${seed}, reconciliation ${reconciliation}`);
  let child: ChildProcess | null = null;
  const stopAll = (): void => { child?.kill('SIGKILL'); practice.process.kill('SIGKILL'); };
  process.once('SIGINT', () => { stopAll(); process.exit(130); });
  process.once('SIGTERM', () => { stopAll(); process.exit(143); });

  const killedAt = new Map<string, number>();
  const startUp = target.name === 'electron' ? 2000 : 700;
  const ended: string[] = [];
  for (let n = 0; n < kills; n += 1) {
    const step = n % 2 === 0 ? steps[(n / 2) % steps.length]! : null;
    const dueAts = Array.from({ length: 4 }, () => Date.now() + startUp + Math.floor(random() * 700));
    if (n === 0) addDue(folder, at, dueAts);
    else spawnSync(process.execPath, [adder, JSON.stringify({ path: folder.path, at, dueAts })], { stdio: ['ignore', 'ignore', 'inherit'] });
    await practice.admin.clearFaults();
    // A look must be needed to be killed in.
    if (step?.startsWith('look') === true || step?.startsWith('recover') === true) await practice.admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count: 2 });
    for (let f = 0; f < Math.floor(random() * 3); f += 1) await practice.admin.fault({ ...pick(faults), probability: 0.6, count: 1 + Math.floor(random() * 3), seed: `${seed}-${n}-${f}` });
    child = target.start({ ...env, ...(step === null ? {} : { LINNET_CHAOS_KILL_AT: `${step}:${1 + Math.floor(random() * 3)}` }) });
    const end = endOf(child);
    const patience = step === null ? startUp * 0.6 + random() * 1800 : startUp + 3500;
    const died = await Promise.race([end.then(() => true), wait(patience, false)]);
    if (!died) child.kill('SIGKILL');
    else if (child.signalCode !== 'SIGKILL') ended.push(`ended by itself with ${child.exitCode ?? child.signalCode}`);
    await end;
    const where = died && step !== null ? step : 'at random';
    killedAt.set(where, (killedAt.get(where) ?? 0) + 1);
    if ((n + 1) % 25 === 0) say(`chaos: ${n + 1} kills, ${(await practice.admin.posts()).length} posts on the server`);
  }

  await practice.admin.clearFaults();
  await settle(target, env, folder, (c) => { child = c; });
  const result = judge(folder, await practice.admin.posts());
  stopAll();
  await endOf(practice.process);
  say(`killed: ${[...killedAt].sort(([a], [b]) => a.localeCompare(b)).map(([where, n]) => `${where} ${n}`).join(', ')}`);
  for (const line of [...ended.slice(0, 5), ...result.wrong.slice(0, 20)]) say(line);
  if (args.keep) say(`kept: ${folder.path}`);
  else folder.remove();
  const { duplicates, lost } = result;
  process.stdout.write(`${JSON.stringify({ kills, published: result.published, duplicates, lost, unconfirmed: result.unconfirmed, seed, runtime: target.name, reconciliation })}\n`);
  if (ended.length > kills / 20) return 1;
  if (reconciliation === 'off') return duplicates > 0 ? 0 : 1;
  return duplicates === 0 && lost === 0 ? 0 : 1;
}

/** Lets one app run in peace until nothing is waiting any more. */
async function settle(target: Target, env: Readonly<Record<string, string>>, folder: ReturnType<typeof createDataFolder>, keep: (child: ChildProcess) => void): Promise<void> {
  const child = target.start(env);
  keep(child);
  const deadline = Date.now() + 8 * 60_000;
  for (;;) {
    await wait(3000);
    const waiting = fates(folder).filter((f) => f.state === 'scheduled' || f.state === 'publishing' || f.state === 'unconfirmed');
    if (waiting.length === 0 || Date.now() > deadline) break;
    say(`settling: ${waiting.length} left`);
  }
  // Its last answers are on disk by now.
  child.kill('SIGTERM');
  await Promise.race([endOf(child), wait(8000)]);
  child.kill('SIGKILL');
  await endOf(child);
}

function judge(folder: ReturnType<typeof createDataFolder>, posts: readonly { readonly text: string }[]): { published: number; duplicates: number; lost: number; unconfirmed: number; wrong: readonly string[] } {
  const onServer = new Map<string, number>();
  for (const { text } of posts) {
    const id = /^Chaos post (\S+)$/.exec(text)?.[1];
    if (id !== undefined) onServer.set(id, (onServer.get(id) ?? 0) + 1);
  }
  const wrong: string[] = [];
  let lost = 0;
  let unconfirmed = 0;
  const all = fates(folder);
  for (const fate of all) {
    const there = onServer.get(fate.id) ?? 0;
    const tell = (what: string): void => { wrong.push(`${what}: ${fate.id} is ${fate.state} (${fate.problem ?? 'no problem'}), ${there} on the server, ${fate.said} lines`); };
    if (there > 1) tell('sent more than once');
    if (fate.state === 'unconfirmed') unconfirmed += 1;
    const told = ['published', 'failed', 'missed', 'unconfirmed'].includes(fate.state) && fate.said > 0;
    // Out and not shown as such, shown as out and not there, or neither out nor told: each is a loss.
    if (!told || (fate.state === 'published') !== (there > 0)) {
      if (fate.state === 'unconfirmed') continue;
      lost += 1;
      tell('lost');
    }
  }
  return { published: all.filter((f) => f.state === 'published').length, duplicates: [...onServer.values()].reduce((sum, n) => sum + n - 1, 0), lost, unconfirmed, wrong };
}

process.exitCode = await main();
