import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { S3Settings, WebdavSettings } from '#core/media-host/settings';
import { ensureInstalled } from '../installed';

/** Real S3 and WebDAV servers on loopback, and the web site that shows the WebDAV folder to everybody. */
export interface MediaHostServers {
  readonly s3: { readonly settings: S3Settings; readonly secret: string };
  readonly webdav: { readonly settings: WebdavSettings; readonly secret: string };
  /** Names of all files of ours that lie on either. */
  readonly lying: () => Promise<readonly string[]>;
  /** Uploads in parts that S3 keeps and that were neither ended nor given up. */
  readonly unfinished: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

// Run from the project's folder, also when bundled.
const here = join(process.cwd(), 'test', 'support', 'servers', 'media-host');

/** Throws in plain words when the servers cannot be had. */
export async function startMediaHosts(): Promise<MediaHostServers> {
  const folder = await ensureInstalled('media-host', here, 'The media host tests need real servers');
  const data = await mkdtemp(join(tmpdir(), 'linnet-media-host-'));
  // Module names are looked for beside the file, so it is run from where its packages are.
  const script = join(folder, 'server.mjs');
  for (const file of ['signed.mjs', 'server.mjs']) await copyFile(join(here, file), join(folder, file));
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const server = spawn(process.execPath, [script, data], { stdio: ['pipe', 'pipe', 'ignore'], env });
  const gone = new Promise<void>((resolve) => { server.once('exit', () => { resolve(); }); });
  const at = await new Promise<Readonly<Record<'s3' | 'dav' | 'web', string>>>((resolve, reject) => {
    createInterface(server.stdout).once('line', (line) => { resolve(JSON.parse(line) as Readonly<Record<'s3' | 'dav' | 'web', string>>); });
    void gone.then(() => { reject(new Error('the media host servers did not start')); });
  });
  return {
    s3: { settings: { kind: 's3', endpoint: `${at.s3}/`, region: 'us-east-1', bucket: 'pictures', folder: 'linnet/', keyId: 'LINNETKEY' }, secret: 'a secret/with+signs=' },
    webdav: { settings: { kind: 'webdav', address: `${at.dav}/public/linnet/`, publicAddress: `${at.web}/public/linnet/`, user: 'linnet' }, secret: 'correct horse' },
    // s3rver keeps a file's facts beside it.
    lying: async () => (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.name.startsWith('linnet-')).map(({ name }) => name),
    unfinished: () => readdir(join(data, 'buckets', 'pictures', '._S3rver_uploads')).catch(() => []),
    close: async () => {
      server.stdin.end();
      const slow = setTimeout(() => { server.kill('SIGKILL'); }, 8_000);
      await gone;
      clearTimeout(slow);
      await rm(data, { recursive: true, force: true });
    },
  };
}
