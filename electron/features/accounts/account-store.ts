import type { Millis } from '#core/clock';
import type { Id, NewId } from '#core/ids';
import type { AccountLimits, NetworkId } from '#core/networks';

export interface AccountRow {
  readonly id: Id;
  readonly brandId: Id;
  readonly network: NetworkId;
  readonly remoteId: string;
  readonly serverUrl: string;
  readonly handle: string;
  readonly displayName: string;
  readonly profileUrl: string;
  readonly avatarAssetId: Id | null;
  readonly followers: number | null;
  readonly loginMethod: 'oauth' | 'oauth-page' | 'app-password';
  readonly health: 'ok' | 'signed-out' | 'disconnected';
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  readonly limits: AccountLimits | null;
  /** Of the token in hand, which may renew itself. */
  readonly expiresAt: Millis | null;
  /** When the login ends for good, however often it is renewed; null: it does not, or nobody knows. */
  readonly loginEndsAt: Millis | null;
  readonly lastOkAt: Millis | null;
  readonly lastErrorAt: Millis | null;
  readonly lastErrorCode: string | null;
  readonly pausedAt: Millis | null;
  readonly nativeHandover: boolean;
  readonly position: number;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
  readonly deletedAt: Millis | null;
}
export type NewAccount = AccountRow;
export type AccountPatch = Partial<Omit<AccountRow, 'id' | 'brandId' | 'network' | 'createdAt' | 'updatedAt'>>;
export interface SlotRow { readonly weekday: number; readonly time: string }

/** What the accounts feature needs from storage; `db/accounts.ts` fits it. */
export interface AccountStore {
  readonly byId: (id: Id) => AccountRow | null;
  readonly list: (brandId: Id) => readonly AccountRow[];
  readonly all: () => readonly AccountRow[];
  readonly byRemote: (brandId: Id, network: NetworkId, serverUrl: string, remoteId: string) => AccountRow | null;
  readonly insert: (row: NewAccount) => AccountRow;
  readonly update: (id: Id, patch: AccountPatch, now: Millis) => AccountRow | null;
  readonly brandExists: (brandId: Id) => boolean;
  readonly zoneOf: (brandId: Id) => string;
  /** By account: what waits, how much of that is due within the day and not on hold, and what went out within it. */
  readonly counts: (brandId: Id, dayFrom: Millis, dayTo: Millis) => { readonly waiting: ReadonlyMap<Id, number>; readonly left: ReadonlyMap<Id, number>; readonly today: ReadonlyMap<Id, number> };
  /** Puts everything scheduled there on hold, by the transition table; the number of rows. What the network keeps by itself is looked at at once. */
  readonly holdWaiting: (accountId: Id, now: Millis) => number;
  readonly wakeWaiting: (accountId: Id, now: Millis) => number;
  /** Posts that the network itself keeps and would publish: their ids there. */
  readonly handedOver: (accountId: Id) => readonly { readonly publicationId: Id; readonly ref: string }[];
  /** The network gave it up: from here on only Linnet may send it. */
  readonly tookBack: (publicationId: Id, now: Millis) => void;
  readonly hasUnsent: (accountId: Id) => boolean;
  /** What the network charged in that currency for what was sent there, by the lines of the log. */
  readonly spentSince: (accountId: Id, currency: string, from: Millis) => number;
  readonly slots: (accountId: Id) => readonly SlotRow[];
  readonly setSlots: (accountId: Id, slots: readonly SlotRow[], newId: NewId, now: Millis) => void;
  readonly nextPosition: (brandId: Id) => number;
}
