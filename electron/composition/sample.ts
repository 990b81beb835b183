import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY, type Clock } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import { err, ok } from '#core/result';
import type { Connected } from '../connectors/ports/login';
import type { Http } from '../connectors/http/http';
import { addPastPost, addPicture, connectPracticeAccount } from '../connectors/practice/sample-login';
import type { AccountRow } from '../features/accounts/account-store';
import { loginAppError } from '../features/accounts/errors';
import { secretName, type SecretPort } from '../features/accounts/sessions';
import type { MediaFeature } from '../features/media/media';
import type { Library } from '../features/media/library';
import type { SampleDeps } from '../features/sample/sample';
import type { PracticeProcess } from '../shell/kept-running';
import { reachPractice } from './practice-logins';
import type { Stores } from './stores';

type SamplePorts = Pick<SampleDeps, 'loadSample' | 'connectSampleAccounts' | 'importSampleMedia' | 'setSlots' | 'publishPast' | 'forgetSample'>;

/** The sample brand's accounts on the practice network, its pictures, and what it has published already. */
export function createSamplePorts(deps: {
  readonly folder: string;
  readonly stores: Stores;
  readonly secrets: SecretPort;
  readonly practice: PracticeProcess;
  readonly http: Http;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly media: MediaFeature;
  readonly library: Library;
  readonly onDefect: (error: unknown) => void;
}): SamplePorts {
  const { stores, clock, http } = deps;
  const connectedAs = new Map<Id, Connected>();
  const pictures = new Map<string, string>();

  const insertAccount = (brandId: Id, connected: Connected): AppResult<AccountRow> => {
    const now = clock.now();
    const { profile } = connected;
    const id = deps.newId();
    const kept = deps.secrets.set(secretName(id), connected.secret);
    if (!kept.ok) return kept;
    connectedAs.set(id, connected);
    return ok(stores.accounts.insert({
      id, brandId, network: 'practice', remoteId: profile.remoteId, serverUrl: connected.serverUrl, handle: profile.handle, displayName: profile.displayName, profileUrl: profile.profileUrl,
      avatarAssetId: null, followers: profile.followers, loginMethod: 'oauth', health: 'ok', scopes: connected.scopes, missingScopes: [], limits: null, expiresAt: connected.expiresAt, loginEndsAt: null,
      lastOkAt: now, lastErrorAt: null, lastErrorCode: null, pausedAt: null, nativeHandover: true, position: stores.accounts.nextPosition(brandId), createdAt: now, updatedAt: now, deletedAt: null,
    }));
  };

  async function remotePicture(accountId: Id, assetId: Id): Promise<string | null> {
    const known = pictures.get(`${accountId} ${assetId}`);
    if (known !== undefined) return known;
    const asset = stores.assets.byIds([assetId])[0];
    const file = asset === undefined ? null : deps.library.original(asset.hash);
    const connected = connectedAs.get(accountId);
    if (asset === undefined || file === null || connected === undefined) return null;
    const server = await reachPractice(deps.practice.running, deps.onDefect);
    if (!server.ok) return null;
    const added = await addPicture({ http }, server.value, connected, new Uint8Array(await readFile(file)), asset.alt);
    if (!added.ok) return null;
    pictures.set(`${accountId} ${assetId}`, added.value);
    return added.value;
  }

  return {
    loadSample: async () => JSON.parse(await readFile(join(deps.folder, 'brand.json'), 'utf8')) as unknown,
    connectSampleAccounts: async (brandId, names) => {
      const made: { key: string; id: Id }[] = [];
      const server = await reachPractice(deps.practice.running, deps.onDefect);
      if (!server.ok) return server;
      for (const { key, name } of names) {
        const connected = await connectPracticeAccount({ http, clock }, server.value, name, clock.now() - 400 * DAY);
        if (!connected.ok) return err(loginAppError(connected.error));
        const row = insertAccount(brandId, connected.value);
        if (!row.ok) return row;
        made.push({ key, id: row.value.id });
      }
      return ok(made);
    },
    importSampleMedia: async (brandId, name) => {
      const file = JSON.parse(await readFile(join(deps.folder, 'brand.json'), 'utf8')) as { posts?: readonly { media?: readonly (string | { file: string; alt: string })[] }[] };
      const alt = file.posts?.flatMap((p) => p.media ?? []).find((m) => typeof m !== 'string' && m.file === name);
      return deps.media.importMedia({ brandId, fileName: name, source: { kind: 'path', path: join(deps.folder, 'media', name) }, ...(typeof alt === 'object' ? { alt: alt.alt } : {}) });
    },
    setSlots: (accountId, slots) => { stores.accounts.setSlots(accountId, slots, deps.newId, clock.now()); },
    publishPast: async (post) => {
      const account = stores.accounts.byId(post.accountId);
      if (account === null) return err(appError('not-found'));
      const media: string[] = [];
      for (const assetId of post.assetIds) {
        const id = await remotePicture(post.accountId, assetId);
        if (id !== null) media.push(id);
      }
      const server = await reachPractice(deps.practice.running, deps.onDefect);
      if (!server.ok) return server;
      const added = await addPastPost({ http }, server.value, { handle: account.handle, text: post.text, media, at: post.at, key: post.key });
      return added.ok ? added : err(loginAppError(added.error));
    },
    forgetSample: async (brandId) => {
      for (const account of stores.accounts.list(brandId)) deps.secrets.remove(secretName(account.id));
      connectedAs.clear();
      pictures.clear();
      // What cannot be deleted now only takes room.
      await Promise.allSettled(stores.assets.hashesOnlyOf(brandId).map(async (hash) => deps.library.forget(hash)));
    },
  };
}
