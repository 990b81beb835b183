import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VideoProbe } from '#core/videos/probe';
import { accounts, assets, brands } from '#db/schema';
import { inspectVideo } from '#electron/workers/videos/inspect';
import { largeVideo, saidToBe } from '#test/support/videos';
import { type Accounts, type DataFolder, newId } from './data-folder';
import type { RunningNetwork } from './running-network';

/** Of 1 MiB each, four pieces. */
const FILM_BYTES = 3_300_000;

/** One brand, and every account that is logged in at these networks. */
export async function addAccounts(folder: DataFolder, networks: readonly Pick<RunningNetwork, 'network' | 'accounts' | 'developer'>[], { latenessLimitMs, filmBytes = FILM_BYTES }: { readonly latenessLimitMs: number; readonly filmBytes?: number }): Promise<Accounts> {
  const now = Date.now();
  const common = { createdAt: now, updatedAt: now, deletedAt: null };
  const brandId = newId();
  const all = networks.flatMap(({ network: { id: network, options, agreedFor }, accounts: of }) => of.map((account) => ({ id: newId(), network, options, agreedFor, ...account })));
  folder.within(({ db }) => {
    db.insert(brands).values({ id: brandId, name: 'Chaos', colour: 'clay', timeZone: 'UTC', latenessLimitMs, ...common }).run();
    for (const { id, network, loginMethod, connected: { profile, scopes, missingScopes, serverUrl, expiresAt } } of all) {
      db.insert(accounts).values({
        id, brandId, network, remoteId: profile.remoteId, serverUrl, handle: profile.handle, displayName: profile.displayName, profileUrl: profile.profileUrl,
        loginMethod, health: 'ok', scopes, missingScopes, limits: profile.limits, expiresAt, ...common,
      }).run();
    }
  });
  const pictures = ['buns.jpg', 'loaves.jpg'].map((name) => keep(folder, brandId, name, readFileSync(join('resources/sample/media', name)), { mime: 'image/jpeg', width: 1200, height: 1200 }));
  const film = await largeFilm(filmBytes);
  const video = keep(folder, brandId, 'film.mp4', film.bytes, film.facts);
  const secrets = Object.fromEntries(all.map(({ id, connected }) => [id, connected.secret]));
  writeFileSync(join(folder.path, 'plain-secrets.json'), JSON.stringify(secrets));
  writeFileSync(join(folder.path, 'developer.json'), JSON.stringify(Object.fromEntries(networks.flatMap(({ network, developer }) => (developer === null ? [] : [[network.id, developer]])))));
  return { brandId, all: all.map(({ id, network, options, agreedFor }) => ({ id, network, options: { ...options, ...agreedFor?.([video]) } })), pictures, video, secrets };
}

/** Puts a file into the library, as an import would leave it. */
function keep(folder: DataFolder, brandId: string, fileName: string, bytes: Uint8Array, facts: { readonly mime: string; readonly width: number; readonly height: number; readonly video?: VideoProbe }): string {
  const id = newId();
  const hash = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(join(folder.path, 'media', hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(folder.path, 'media', hash.slice(0, 2), hash), bytes);
  const now = Date.now();
  folder.within(({ db }) => db.insert(assets).values({ id, brandId, hash, fileName, bytes: bytes.byteLength, status: 'ok', createdAt: now, updatedAt: now, deletedAt: null, ...facts }).run());
  return id;
}

/** A film that is sent in several pieces where a network takes pieces. */
async function largeFilm(size: number): Promise<{ readonly bytes: Buffer; readonly facts: { readonly mime: string; readonly width: number; readonly height: number; readonly video: VideoProbe } }> {
  const pieces: Uint8Array[] = [];
  for await (const piece of largeVideo(size)) pieces.push(piece.slice());
  // Of a size that every network takes.
  const bytes = saidToBe(Buffer.concat(pieces), 720, 1280);
  const folder = mkdtempSync(join(tmpdir(), 'linnet-film-'));
  try {
    writeFileSync(join(folder, 'film.mp4'), bytes);
    const seen = await inspectVideo(join(folder, 'film.mp4'));
    if (!seen.ok) throw new Error(`the film is not one: ${seen.error.code}`);
    const { mime, width, height, video } = seen.value;
    return { bytes, facts: { mime, width, height, video } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
