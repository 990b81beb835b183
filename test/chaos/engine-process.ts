import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#core/errors';
import { createIdSource } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { AccountLimits } from '#core/networks';
import { err, ok } from '#core/result';
import { kindOf, type VideoProbe } from '#core/videos/probe';
import { createMetricsStore } from '#db/metrics';
import { openDatabase } from '#db/open';
import { createPublishingStore } from '#db/publishing';
import { createPauseStore } from '#db/settings';
import type { Session } from '#electron/connectors/ports/account';
import { createHttp } from '#electron/connectors/http/fetch';
import { createRegistry } from '#electron/composition/connectors';
import { readDeveloperSettings } from '#electron/composition/developer-settings';
import { readRangeOf } from '#electron/features/media/read-range';
import { createPublishing } from '#electron/features/publishing/publishing';
import { realClock } from '#test/connectors/support/real-clock';

/**
 * The publishing engine over a real file and the real connectors, in a plain Node process: the quick stand-in
 * for the app in `--runtime node`, and what the benches measure. Everything comes by environment, as for the app.
 */
const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};

const folder = env('LINNET_DATA_DIR');
const secretsFile = join(folder, 'plain-secrets.json');
const opened = openDatabase({ file: join(folder, 'linnet.db'), mustExist: true, nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
if (!opened.ok) throw new Error(opened.error.detail);
const { db, sqlite } = opened.value;

const [killStep, killNth] = (process.env['LINNET_CHAOS_KILL_AT'] ?? '').split(':');
let left = Number(killNth ?? '1');
const http = createHttp({ clock: realClock, userAgent: 'Linnet/chaos' });
const developer = readDeveloperSettings(folder, (problem) => { throw new Error(problem); });
const connectors = createRegistry({
  http, clock: realClock, developer, practiceBase: () => developer.practice?.url ?? null, mediaHost: () => null,
  // Accounts are logged in already.
  registrations: { get: () => null, set: () => undefined },
});
const account = sqlite.prepare('SELECT remote_id AS remoteId, server_url AS serverUrl, handle, health, limits FROM accounts WHERE id = ?');
const secrets = (): Record<string, JsonObject> => (existsSync(secretsFile) ? JSON.parse(readFileSync(secretsFile, 'utf8')) as Record<string, JsonObject> : {});
const tails = new Map<string, Promise<unknown>>();

const publishing = createPublishing({
  clock: realClock, newId: createIdSource(() => Date.now(), (n) => randomBytes(n)), randomBytes: (n) => randomBytes(n), random: Math.random, soon: setImmediate,
  store: createPublishingStore(db), metrics: createMetricsStore(db), pause: createPauseStore(db), connectors,
  sessions: {
    open: (accountId) => {
      const row = account.get(accountId) as { remoteId: string; serverUrl: string; handle: string; health: string; limits: string | null };
      const secret = secrets()[accountId];
      if (row.health !== 'ok' || secret === undefined) return err(appError('signed-out'));
      const session: Session = {
        accountId, serverUrl: row.serverUrl, remoteId: row.remoteId, handle: row.handle, limits: row.limits === null ? null : JSON.parse(row.limits) as AccountLimits,
        // Another call may have renewed it meanwhile.
        get secret() { return secrets()[accountId] ?? secret; },
        saveSecret: (renewed) => { writeFileSync(secretsFile, JSON.stringify({ ...secrets(), [accountId]: renewed })); return Promise.resolve(); },
        lock: (work) => { const mine = (tails.get(accountId) ?? Promise.resolve()).then(work, work); tails.set(accountId, mine.catch(() => undefined)); return mine; },
      };
      return ok({ session });
    },
    loginOf: () => 0,
    markSignedOut: (id) => { sqlite.prepare("UPDATE accounts SET health = 'signed-out' WHERE id = ?").run(id); },
    markOk: () => undefined,
  },
  // Of the library, as it is: the run has nothing that a network would not take.
  mediaFor: (use) => {
    const asset = sqlite.prepare('SELECT hash, mime, bytes, width, height, video FROM assets WHERE id = ?').get(use.assetId) as { hash: string; mime: string; bytes: number; width: number; height: number; video: string | null };
    const { hash, mime, bytes, width, height, video } = asset;
    const file = join(folder, 'media', hash.slice(0, 2), hash);
    const durationMs = video === null ? null : (JSON.parse(video) as VideoProbe).durationMs;
    return Promise.resolve(ok({ hash, mime, bytes, width, height, durationMs, assetId: use.assetId, kind: kindOf(asset), alt: use.alt, read: () => readFile(file), readRange: readRangeOf(file) }));
  },
  preflight: () => Promise.resolve(null),
  online: { isOnline: () => true, onChange: () => () => undefined },
  nextSlot: () => null, edits: { before: () => undefined, after: () => undefined }, changes: { changed: () => undefined },
  onDefect: (error) => { process.stderr.write(`defect: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`); },
  onStep: (step) => {
    if (step !== killStep) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
}, {
  reconciliation: process.env['LINNET_CHAOS_RECONCILIATION'] === 'off' ? 'off' : 'on',
  ...(process.env['LINNET_CHAOS_SETTLE_MS'] === undefined ? {} : { timing: { settleMs: Number(process.env['LINNET_CHAOS_SETTLE_MS']) } }),
});

publishing.start();
process.on('message', (message) => {
  if (message === 'wake') publishing.wake();
  if (message === 'pause') {
    const at = performance.now();
    void publishing.pauseAll().then(() => { process.send?.({ type: 'paused', ms: performance.now() - at, at: Date.now() }); });
  }
  if (message === 'resume') publishing.resumeAll();
});
process.send?.({ type: 'started' });
process.on('disconnect', () => { void publishing.stop().then(() => process.exit(0)); });
