import { type ChildProcess, spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { createSeeded } from '#test/support/publishing-world';
import { addAccounts, addDue, createDataFolder, type DataFolder, fates } from './data-folder';
import { judge } from './judge';
import { type Aim, createMischief, rotationsUnheard } from './mischief';
import { bundled, electronTarget, nodeTarget, type Target } from './targets';

export interface Campaign {
  readonly kills: number;
  readonly seed: number;
  readonly reconciliation: 'on' | 'off';
  /** How long the engine waits before it believes that a post did not arrive; the practice server is late by 3 s at most. */
  readonly settleMs: number;
  /** The Electron, or null for the engine alone in Node. */
  readonly executable: string | null;
  /** Leaves the data folder for a look. */
  readonly keep: boolean;
}

export interface Outcome {
  readonly good: boolean;
  readonly summary: Readonly<Record<string, string | number>>;
}

/** Adding publications takes a process of its own, so it is done for several runs at once. */
const RUNS_AHEAD = 3;

const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const endOf = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  else child.once('exit', () => { resolve(); });
});

/** Only processes started here are killed. */
export async function runCampaign({ kills, seed, reconciliation, settleMs, executable, keep }: Campaign): Promise<Outcome> {
  const target: Target = executable === null ? await nodeTarget() : electronTarget(executable);
  const adder = await bundled('add-due-process');
  const folder = createDataFolder();
  const practice = await startPracticeChild({ dataFile: null, honourKeys: false, reactionSpeed: 0.001 });
  // A network that knows no keys is the hard case: nothing but looking tells whether a post arrived.
  const at = await addAccounts(folder, practice, 3, { honourKeys: false, latenessLimitMs: 12 * 3_600_000 });
  const env = {
    LINNET_DATA_DIR: folder.path, LINNET_PRACTICE_URL: practice.url, LINNET_PRACTICE_SECRET: practice.secret, LINNET_CHAOS_RECONCILIATION: reconciliation,
    LINNET_CHAOS_SETTLE_MS: String(settleMs),
    // The keyring is the app's own, so it is given its logins once.
    LINNET_CHAOS_SECRETS: JSON.stringify(at.secrets),
  };
  say(`chaos: ${kills} kills of ${target.name}, seed ${seed}, reconciliation ${reconciliation}`);
  let child: ChildProcess | null = null;
  const stopAll = (): void => { child?.kill('SIGKILL'); practice.process.kill('SIGKILL'); };
  const onSignal = (): void => { stopAll(); process.exit(143); };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);

  const mischief = createMischief(createSeeded(seed).random, seed, reconciliation === 'off');
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
    if (n === 0) addDue(folder, at, mischief.plan(0, 1, 0));
    else if (n % RUNS_AHEAD === 1) {
      const planned = mischief.plan(startUp, Math.min(RUNS_AHEAD, kills - n), runMs);
      spawnSync(process.execPath, [adder, JSON.stringify({ path: folder.path, at, planned })], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
    await mischief.prepare(practice.admin, aim, n);
    const started = performance.now();
    child = target.start({ ...env, ...(aim.kind === 'step' ? { LINNET_CHAOS_KILL_AT: `${aim.step}:${aim.nth}` } : {}) });
    const { where, byItself } = await killIn(child, aim, practice, n === 0 ? 20_000 : startUp, settleMs, random);
    const lived = performance.now() - started;
    // Learnt as it goes: a machine that others use as well is not always as quick.
    if (n === 0) startUp = Math.min(8000, lived);
    else if (aim.kind === 'step') startUp = where === aim.step ? 0.8 * startUp + 0.2 * Math.min(lived, 1.5 * startUp) : Math.min(8000, 1.15 * startUp);
    if (byItself !== null) ended.push(byItself);
    killedAt.set(where, (killedAt.get(where) ?? 0) + 1);
    took.push(performance.now() - began);
    if ((n + 1) % 25 === 0) say(`chaos: ${n + 1} kills, ${(await practice.admin.posts()).length} posts on the server`);
  }

  await practice.admin.clearFaults();
  await settle(target, env, folder, (c) => { child = c; });
  const verdict = judge(folder, await practice.admin.posts());
  stopAll();
  await endOf(practice.process);
  process.off('SIGINT', onSignal);
  process.off('SIGTERM', onSignal);
  say(`killed: ${[...killedAt].sort(([a], [b]) => a.localeCompare(b)).map(([where, n]) => `${where} ${n}`).join(', ')}`);
  say(`${Math.round(startUp)} ms from start to first claim; ${Math.round(took.reduce((a, b) => a + b, 0) / Math.max(1, took.length))} ms a kill`);
  for (const line of [...ended.slice(0, 5), ...verdict.wrong.slice(0, 20)]) say(line);
  if (keep) say(`kept: ${folder.path}`);
  else folder.remove();
  const { duplicates, lost, published, signedOut, unconfirmed } = verdict;
  // Apps that end by themselves are not what this run is about, and would empty it without a word.
  const ran = ended.length <= kills / 20;
  return {
    good: ran && (reconciliation === 'off' ? duplicates > 0 : duplicates === 0 && lost === 0 && signedOut === 0),
    summary: { kills, published, duplicates, lost, unconfirmed, seed, signedOut, runtime: target.name, reconciliation },
  };
}

/** Lets the app run to where it is to end, and ends it there or when it does not get there in time. */
async function killIn(child: ChildProcess, aim: Aim, practice: PracticeChild, startUp: number, settleMs: number, random: () => number): Promise<{ readonly where: string; readonly byItself: string | null }> {
  const end = endOf(child);
  const heard = aim.kind === 'token' ? await rotationsUnheard(practice.admin) : 0;
  const patience = aim.kind === 'random' ? startUp * 0.6 + random() * 1500 : aim.kind === 'calm' ? startUp + settleMs * (2 + random()) : startUp + 2500;
  const until = performance.now() + patience;
  let unheard = false;
  for (;;) {
    const left = until - performance.now();
    if (left <= 0) break;
    if (await Promise.race([end.then(() => true), wait(aim.kind === 'token' ? Math.min(left, 40) : left, false)])) break;
    if (aim.kind === 'token' && (await rotationsUnheard(practice.admin)) > heard) {
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

/** Lets one app run in peace until nothing is waiting any more. */
async function settle(target: Target, env: Readonly<Record<string, string>>, folder: DataFolder, keep: (child: ChildProcess) => void): Promise<void> {
  const child = target.start(env);
  keep(child);
  const deadline = Date.now() + 8 * 60_000 + fates(folder).length * 500;
  let last = -1;
  for (;;) {
    await wait(1000);
    const waiting = fates(folder).filter((f) => f.state === 'scheduled' || f.state === 'publishing' || f.state === 'unconfirmed').length;
    if (waiting === 0 || Date.now() > deadline) break;
    if (waiting !== last) say(`settling: ${waiting} left`);
    last = waiting;
  }
  // Its last answers are on disk by now.
  child.kill('SIGTERM');
  await Promise.race([endOf(child), wait(8000)]);
  child.kill('SIGKILL');
  await endOf(child);
}
