import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { addAccounts } from '#test/chaos/accounts';
import { addDue, createDataFolder, idIn } from '#test/chaos/data-folder';
import { practiceAt, practiceLogins } from '#test/chaos/practice-network';
import { nodeTarget } from '#test/chaos/targets';
import { startPracticeChild } from '#test/support/practice';

/** The engine over a real file, in a process of its own, against the practice network in another. */
export async function withEngine<T>(accounts: number, work: (at: {
  readonly addDue: (dueAts: readonly number[]) => readonly string[];
  readonly engine: ChildProcess;
  /** Where the server is, and an access token of each account. */
  readonly url: string;
  readonly tokens: readonly string[];
  /** When the server had each post, by publication id. */
  readonly received: () => Promise<ReadonlyMap<string, number>>;
  readonly slow: (ms: number) => Promise<void>;
}) => Promise<T>): Promise<T> {
  const folder = createDataFolder();
  const practice = await startPracticeChild({ dataFile: null, reactionSpeed: 0.001, rateLimit: { limit: 1_000_000, windowMs: 900_000 } });
  const logins = await addAccounts(folder, [practiceAt(practice, await practiceLogins(practice, accounts), true)], { latenessLimitMs: 3_600_000 });
  const target = await nodeTarget();
  const engine = target.start({ LINNET_DATA_DIR: folder.path });
  const ended = new Promise<void>((resolve) => { engine.once('exit', () => { resolve(); }); });
  try {
    await new Promise<void>((resolve) => { engine.once('message', () => { resolve(); }); });
    return await work({
      engine, url: practice.url, tokens: logins.all.map(({ id }) => String(logins.secrets[id]?.['accessToken'])),
      addDue: (dueAts) => {
        const ids = addDue(folder, logins, dueAts.map((dueAt, i) => ({ dueAt, account: logins.all[i % logins.all.length]!, kind: 'text', parts: 1 })));
        engine.send('wake');
        return ids;
      },
      received: async () => new Map((await practice.admin.posts()).map((p) => [idIn(p.text), p.received_at_ms])),
      slow: (ms) => practice.admin.fault({ kind: 'slow', when: 'before', endpoint: 'POST /api/posts', ms }),
    });
  } finally {
    engine.kill('SIGKILL');
    await ended;
    await practice.stop();
    folder.remove();
  }
}

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
};

/** Polls until `done`, and gives up loudly. */
export async function until(done: () => Promise<boolean>, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not done within ${limitMs} ms`);
    await wait(200);
  }
}
