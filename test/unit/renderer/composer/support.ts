import type { Draft, DraftPublication } from '#renderer/screens/composer/draft';
import type { Account } from '#core/contract/accounts';
import type { Asset } from '#core/contract/shapes';
import type { NetworkId } from '#core/networks';

export const own = (accountId: string, network: NetworkId, patch: Partial<DraftPublication> = {}): DraftPublication =>
  ({ accountId, network, text: null, media: null, thread: [], options: {}, ...patch });

export const draft = (patch: Partial<Draft> = {}): Draft => ({ text: 'Base', media: [], publications: [own('sky', 'bluesky'), own('mast', 'mastodon')], ...patch });

export const account = (id: string, network: NetworkId, patch: Partial<Account> = {}): Account => ({
  id, brandId: 'b', network, remoteId: id, serverUrl: '', handle: `${id}.example`, displayName: id, profileUrl: '', avatarAssetId: null, followers: null, loginMethod: 'oauth',
  status: 'ok', scopes: [], missingScopes: [], limits: null, expiresAt: null, renewsItself: false, allowances: [], spent: null, lastOkAt: null, lastErrorAt: null, lastErrorCode: null, pausedAt: null, nativeHandover: false,
  canNativeSchedule: false, connectedAt: 0, waiting: 0, postsToday: 0, leftToday: 0, ...patch,
});

export const asset = (id: string, patch: Partial<Asset> = {}): Asset => ({
  id, brandId: 'b', hash: id, fileName: `${id}.jpg`, mime: 'image/jpeg', bytes: 1_000, width: 400, height: 300, animated: false, status: 'ok', placeholder: null, alt: '', createdAt: 0, ...patch,
});
