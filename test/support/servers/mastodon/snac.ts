import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHttp } from '#electron/connectors/http/fetch';
import { realClock } from '#test/connectors/support/real-clock';

// snac closes connections without saying so, which trips a fetch that keeps them.
const { fetch } = createHttp({ clock: realClock, userAgent: 'Linnet/test' });

/** A fresh snac on loopback with two people. */
export interface Snac {
  readonly url: string;
  readonly passwords: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('get-snac.sh', import.meta.url));
const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'linnet', 'snac');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The binary, fetched on first use into the user's cache. Throws in plain words when it cannot be had. */
export async function ensureSnac(): Promise<string> {
  const folder = cacheFolder();
  const binary = join(folder, 'snac');
  if (existsSync(binary)) return binary;
  await mkdir(join(folder, '..'), { recursive: true });
  const lock = `${folder}.lock`;
  for (let waited = 0; !(await tryLock(lock)); waited += 250) {
    if (existsSync(binary)) return binary;
    // A killed run leaves its lock behind; nobody fetches for longer than this.
    if (waited > 180_000) await rmdir(lock).catch(() => {});
    await pause(250);
  }
  try {
    if (!existsSync(binary)) await run('sh', [SCRIPT, folder]);
    return binary;
  } catch (error) {
    throw new Error(
      `The Mastodon tests need snac, a small real server, which is fetched once from Debian's packages into ${folder}. ` +
        `That did not work: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  } finally {
    await rmdir(lock).catch(() => {});
  }
}

export async function startSnac(): Promise<Snac> {
  const binary = await ensureSnac();
  const folder = await mkdtemp(join(tmpdir(), 'linnet-snac-'));
  const data = join(folder, 'data');
  const port = await freePort();
  await run(binary, ['init', data], ['127.0.0.1', String(port), `localhost:${port}`, '', ''].join('\n') + '\n');
  const settings = join(data, 'server.json');
  const config: unknown = JSON.parse(await readFile(settings, 'utf8'));
  // It federates with itself over HTTP, so with few threads it waits for itself.
  await writeFile(settings, JSON.stringify({ ...Object(config), protocol: 'http', disable_email_notifications: true, badlogin_retries: 50, num_threads: 12, queue_retry_minutes: 0 }));
  const passwords: Record<string, string> = {};
  for (const user of ['alice', 'bob']) {
    const said = await run(binary, ['adduser', data, user], `Test ${user}\n`);
    passwords[user] = /User password is (\S+)/.exec(said)?.[1] ?? '';
  }
  const server = spawn(binary, ['httpd', data], { stdio: 'ignore' });
  // A test run that ends without closing it must not leave it behind.
  const orphan = (): void => void server.kill('SIGKILL');
  process.once('exit', orphan);
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `http://localhost:${port}`;
  const answers = (): Promise<boolean> => fetch(`${url}/api/v1/instance`).then((r) => r.ok, () => false);
  for (let tries = 0; !(await answers()); tries += 1) {
    if (tries > 2_400 || server.exitCode !== null) throw new Error('snac did not start');
    await pause(50);
  }
  return {
    url,
    passwords,
    close: async () => {
      server.kill('SIGTERM');
      const slow = setTimeout(() => server.kill('SIGKILL'), 5000);
      await gone;
      clearTimeout(slow);
      process.off('exit', orphan);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The person at snac's login page: ends with the redirect to the app, which is followed as a browser would. */
export async function signInAtSnac(authorizeUrl: string, login: string, password: string): Promise<void> {
  const page = await (await fetch(authorizeUrl)).text();
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new Error(`no login form: ${page.slice(0, 300)}`);
  const fields = new URLSearchParams([...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', (m[2] ?? '').replaceAll('&amp;', '&')]));
  fields.set('login', login);
  fields.set('passwd', password);
  const answer = await fetch(action, { method: 'POST', body: fields, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`snac did not let ${login} in: ${answer.status}`);
  await fetch(location);
}

const tryLock = (path: string): Promise<boolean> => mkdir(path).then(() => true, () => false);

function run(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { timeout: 170_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(stderr.trim() || error.message));
    });
    child.stdin?.end(input);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
