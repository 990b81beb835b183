import { type ChildProcess, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { createSeeded } from '#test/support/publishing-world';
import { addAccounts } from './accounts';
import { addDue, createDataFolder } from './data-folder';
import { inSum, judge, type Verdict } from './judge';
import { type Aim, createMischief, type Mischief } from './mischief';
import type { RunningNetwork } from './running-network';
import { settle } from './settle';
import { bundled, electronTarget, endOf, nodeTarget, type Target } from './targets';

export interface Campaign {
  readonly kills: number;
  readonly seed: number;
  readonly reconciliation: 'on' | 'off';
  /** How long the engine waits before it believes that a post did not arrive; the servers are late by 3 s at most. */
  readonly settleMs: number;
  /** The Electron, or null for the engine alone in Node. */
  readonly executable: string | null;
  /** Leaves the data folder for a look. */
  readonly keep: boolean;
}

export interface Outcome {
  readonly good: boolean;
  readonly summary: Readonly<Record<string, string | number>>;
  readonly byNetwork: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Adding publications takes a process of its own, so it is done for several runs at once. */
const RUNS_AHEAD = 3;

const say = (line: string): void => { process.stderr.write(`${line}\n`); };

/** One app with an account at each of these networks, killed again and again. Only processes started here are killed. */
export async function runCampaign({ kills, seed, reconciliation, settleMs, executable, keep }: Campaign, start: () => Promise<readonly RunningNetwork[]>): Promise<Outcome> {
  const target: Target = executable === null ? await nodeTarget() : electronTarget(executable);
  const adder = await bundled('add-due-process');
  const folder = createDataFolder();
  const networks = await start();
  const at = await addAccounts(folder, networks, { latenessLimitMs: 12 * 3_600_000 });
  const env = {
    LINNET_DATA_DIR: folder.path, LINNET_CHAOS_RECONCILIATION: reconciliation, LINNET_CHAOS_SETTLE_MS: String(settleMs),
    // The keyring is the app's own, so it is given its logins once.
    LINNET_CHAOS_SECRETS: JSON.stringify(at.secrets),
  };
  say(`chaos: ${kills} kills of ${target.name} on ${networks.map(({ network }) => network.id).join(', ')}, seed ${seed}, reconciliation ${reconciliation}`);
  let child: ChildProcess | null = null;
  // The servers end with us.
  const onSignal = (): void => { child?.kill('SIGKILL'); process.exit(143); };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);

  const mischief = createMischief(createSeeded(seed).random, seed, networks, reconciliation === 'off');
  const { random } = createSeeded(seed + 1);
  const killedAt = new Map<string, number>();
  const ended: string[] = [];
  const took: number[] = [];
  /** From the start of the process to its first claim, about. */
  let startUp = executable === null ? 700 : 2000;
  for (let n = 0; n < kills; n += 1) {
    const began = performance.now();
    // The first run ends at its first claim: it tells how long the app takes to come up.
    const aim: Aim = n === 0 ? { kind: 'step', step: 'claimed', nth: 1 } : mischief.aim(n);
    const runMs = took.length < 2 ? 2 * startUp : took.slice(1).reduce((a, b) => a + b, 0) / (took.length - 1);
    if (n === 0) addDue(folder, at, mischief.plan(at, 0, 1, 0));
    else if (n % RUNS_AHEAD === 1) {
      const planned = mischief.plan(at, startUp, Math.min(RUNS_AHEAD, kills - n), runMs);
      spawnSync(process.execPath, [adder, JSON.stringify({ path: folder.path, at, planned })], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    await mischief.prepare(aim, n);
    const started = performance.now();
    child = target.start({ ...env, ...(aim.kind === 'step' ? { LINNET_CHAOS_KILL_AT: `${aim.step}:${aim.nth}` } : {}) });
    const { where, byItself } = await killIn(child, aim, mischief, n === 0 ? 20_000 : startUp, settleMs, random);
    const lived = performance.now() - started;
    // Learnt as it goes: a machine that others use as well is not always as quick.
    if (n === 0) startUp = Math.min(8000, lived);
    else if (aim.kind === 'step') startUp = where === aim.step ? 0.8 * startUp + 0.2 * Math.min(lived, 1.5 * startUp) : Math.min(8000, 1.15 * startUp);
    if (byItself !== null) ended.push(byItself);
    killedAt.set(where, (killedAt.get(where) ?? 0) + 1);
    took.push(performance.now() - began);
    if ((n + 1) % 25 === 0) say(`chaos: ${n + 1} kills, ${(await Promise.all(networks.map(({ posts }) => posts()))).flat().length} posts on the servers`);
  }

  for (const network of networks) await network.mend();
  await settle(target, env, folder, networks, (c) => { child = c; }, say);
  const verdicts: (readonly [RunningNetwork, Verdict])[] = [];
  for (const network of networks) verdicts.push([network, judge(folder, network.network.id, await network.posts())]);
  await Promise.all(networks.map(({ stop }) => stop()));
  process.off('SIGINT', onSignal);
  process.off('SIGTERM', onSignal);
  say(`killed: ${[...killedAt].sort(([a], [b]) => a.localeCompare(b)).map(([where, n]) => `${where} ${n}`).join(', ')}`);
  say(`${Math.round(startUp)} ms from start to first claim; ${Math.round(took.reduce((a, b) => a + b, 0) / Math.max(1, took.length))} ms a kill`);
  const all = inSum(verdicts.map(([, verdict]) => verdict));
  for (const line of [...ended.slice(0, 5), ...all.wrong.slice(0, 30)]) say(line);
  if (keep) say(`kept: ${folder.path}`);
  else folder.remove();
  // Apps that end by themselves are not what this run is about, and would empty it without a word.
  const ran = ended.length <= kills / 20;
  const isGood = ([{ network }, { duplicates, lost, failed, signedOut }]: (typeof verdicts)[number]): boolean =>
    reconciliation === 'off' ? duplicates > 0 === network.canDouble : duplicates === 0 && lost === 0 && failed === 0 && signedOut === 0;
  const numbers = ({ published, duplicates, lost, failed, unconfirmed, signedOut }: Verdict) => ({ published, duplicates, lost, failed, unconfirmed, signedOut });
  return {
    good: ran && verdicts.every(isGood),
    summary: { kills, ...numbers(all), seed, networks: networks.map(({ network }) => network.id).join(','), runtime: target.name, reconciliation },
    byNetwork: Object.fromEntries(verdicts.map(([{ network }, verdict]) => [network.id, numbers(verdict)])),
  };
}

/** Lets the app run to where it is to end, and ends it there or when it does not get there in time. */
async function killIn(child: ChildProcess, aim: Aim, mischief: Mischief, startUp: number, settleMs: number, random: () => number): Promise<{ readonly where: string; readonly byItself: string | null }> {
  const end = endOf(child);
  const heard = aim.kind === 'token' ? await mischief.rotationsUnheard() : 0;
  const patience = aim.kind === 'random' ? startUp * 0.6 + random() * 1500 : aim.kind === 'calm' ? startUp + settleMs * (2 + random()) : startUp + 2500;
  const until = performance.now() + patience;
  let unheard = false;
  for (;;) {
    const left = until - performance.now();
    if (left <= 0) break;
    if (await Promise.race([end.then(() => true), wait(aim.kind === 'token' ? Math.min(left, 40) : left, false)])) break;
    if (aim.kind === 'token' && (await mischief.rotationsUnheard()) > heard) {
      unheard = true;
      break;
    }
  }
  const died = child.exitCode !== null || child.signalCode !== null;
  const byItself = died && child.signalCode !== 'SIGKILL' ? `ended by itself with ${child.exitCode ?? child.signalCode}` : null;
  if (!died) child.kill('SIGKILL');
  await end;
  if (unheard) return { where: 'token rotated', byItself };
  return { where: died && aim.kind === 'step' ? aim.step : 'at random', byItself };
}
