import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { FaultInput } from '#electron/practice-network/faults';
import type { PracticeNetwork, PracticeOptions } from '#electron/practice-network/options';
import { practiceAnnouncement, type PracticeConfig } from '#electron/practice-network/process-config';
import { createPracticeNetwork } from '#electron/practice-network/server';
import { realClock } from '#test/connectors/support/real-clock';
import { aliases } from '../../scripts/aliases.mjs';

/** A post as the server itself counts them: this is where duplicates, losses and lateness are seen. */
export interface ServerPost {
  readonly id: string;
  readonly handle: string;
  readonly text: string;
  readonly key: string | null;
  readonly reply_to: string | null;
  readonly media: readonly string[];
  readonly visibility: string;
  readonly created_at_ms: number;
  /** When the server had it, with parts of a millisecond. */
  readonly received_at_ms: number;
  readonly deleted_at_ms: number | null;
}

export interface PracticeLogin {
  readonly handle: string;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** The admin door of a running practice network, wherever it runs. */
export interface PracticeAdminClient {
  readonly url: string;
  readonly secret: string;
  readonly posts: () => Promise<readonly ServerPost[]>;
  /** Signs somebody in without the consent page, making the account when needed. */
  readonly login: (name: string) => Promise<PracticeLogin>;
  readonly fault: (fault: FaultInput) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly expireTokens: (input?: { readonly handle?: string; readonly kind?: 'access' | 'all' }) => Promise<void>;
  readonly honourKeys: (honour: boolean) => Promise<void>;
  /** Answers and silences counted by endpoint: `{ 'POST /api/posts': { '201': 3, reset: 1 } }`. */
  readonly stats: () => Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
}

export function practiceAdmin({ url, secret }: { readonly url: string; readonly secret: string }): PracticeAdminClient {
  async function ask(method: string, where: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(url + where, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
  return {
    url,
    secret,
    posts: async () => ((await ask('GET', '/admin/posts')) as { posts: readonly ServerPost[] }).posts,
    login: async (name) => (await ask('POST', '/admin/login', { name, client_id: 'Linnet' })) as PracticeLogin,
    fault: async (fault) => void (await ask('POST', '/admin/faults', fault)),
    clearFaults: async () => void (await ask('DELETE', '/admin/faults')),
    expireTokens: async (input = {}) => void (await ask('POST', '/admin/token/expire', input)),
    honourKeys: async (honour) => void (await ask('POST', '/admin/settings', { honour_keys: honour })),
    stats: async () => ((await ask('GET', '/admin/stats')) as { endpoints: Record<string, Record<string, number>> }).endpoints,
  };
}

export interface StartedPractice extends PracticeNetwork {
  readonly admin: PracticeAdminClient;
}

/** In this process, in memory unless told otherwise, with the seed `test`. */
export async function startPractice(options: Partial<PracticeOptions> = {}): Promise<StartedPractice> {
  const network = await createPracticeNetwork({ clock: realClock, random: (n) => randomBytes(n), dataFile: null, seed: 'test', ...options });
  return { ...network, admin: practiceAdmin(network) };
}

export interface PracticeChild {
  readonly url: string;
  readonly port: number;
  readonly secret: string;
  readonly admin: PracticeAdminClient;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
}

/** The real process entry as a Node child of this one: it outlives the killing of an app under test, and ends with us. */
export async function startPracticeChild(config: Partial<PracticeConfig> = {}): Promise<PracticeChild> {
  const entry = await bundledEntry();
  const child = fork(entry, [JSON.stringify({ dataFile: null, seed: 'test', ...config })], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<number | null>((resolve) => void child.once('exit', (code) => resolve(code)));
  const said = await Promise.race([
    new Promise<unknown>((resolve) => void child.once('message', resolve)),
    exited.then((code) => ({ type: 'failed', reason: `ended with ${code}` })),
  ]);
  const announcement = practiceAnnouncement.parse(said);
  if (announcement.type === 'failed') throw new Error(`The practice network did not start: ${announcement.reason}`);
  return {
    url: announcement.url,
    port: announcement.port,
    secret: announcement.secret,
    admin: practiceAdmin(announcement),
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

let bundled: Promise<string> | null = null;

/** Node does not read our TypeScript with its path aliases, so the entry is bundled once for each test process. */
function bundledEntry(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: aliases },
    build: { ssr: path.join(root, 'electron/workers/practice-network.ts'), write: false, target: 'node20', rolldownOptions: { output: { format: 'es', codeSplitting: false } } },
  });
  const code = 'output' in built ? built.output[0].code : '';
  // Named by its content, so test processes share it; inside node_modules, so that it finds better-sqlite3.
  const file = path.join(root, 'node_modules', '.cache', 'linnet', `practice-network-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const half = `${file}.${process.pid}`;
    writeFileSync(half, code);
    renameSync(half, file);
  }
  return file;
}
