import type { Millis } from '#core/clock';
import type { Db } from './open';

/** A pair of access and refresh token; only their hashes are kept. A refresh makes a child in the same family. */
export interface Grant {
  readonly id: number;
  readonly family: string;
  readonly parentId: number | null;
  readonly personId: number;
  readonly clientId: string;
  readonly scope: string;
  readonly accessExpiresAt: Millis;
  /** 1 once its access token opened anything or its refresh token was exchanged. */
  readonly used: number;
  /** 1 once its refresh token was exchanged for a child. */
  readonly replaced: number;
  readonly revoked: number;
}

export interface Code {
  readonly personId: number;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly expiresAt: Millis;
  /** Set when the code was exchanged: a second try revokes what the first one got. */
  readonly family: string | null;
}

export interface NewGrant {
  readonly family: string;
  readonly parentId: number | null;
  readonly personId: number;
  readonly clientId: string;
  readonly scope: string;
  readonly accessHash: string;
  readonly refreshHash: string;
  readonly accessExpiresAt: Millis;
}

export interface GrantStore {
  readonly addCode: (hash: string, code: Omit<Code, 'family'>) => void;
  readonly code: (hash: string) => Code | null;
  readonly spendCode: (hash: string, family: string) => void;
  readonly add: (grant: NewGrant) => void;
  readonly byAccess: (hash: string) => Grant | null;
  readonly byRefresh: (hash: string) => Grant | null;
  readonly markUsed: (id: number) => void;
  readonly markReplaced: (id: number) => void;
  readonly children: (id: number) => readonly Grant[];
  readonly revoke: (id: number) => void;
  readonly revokeFamily: (family: string) => void;
  readonly expireAccess: (personId: number | null) => number;
  readonly revokeAll: (personId: number | null) => number;
  readonly transaction: <T>(work: () => T) => T;
}

const GRANT = `SELECT id, family, parent_id AS parentId, person_id AS personId, client_id AS clientId, scope,
  access_expires_at AS accessExpiresAt, used, replaced, revoked FROM grants`;

export function createGrantStore(db: Db): GrantStore {
  const addCode = db.prepare('INSERT INTO codes (hash, person_id, client_id, redirect_uri, challenge, scope, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const code = db.prepare<[string], Code>(`SELECT person_id AS personId, client_id AS clientId, redirect_uri AS redirectUri, challenge, scope,
    expires_at AS expiresAt, family FROM codes WHERE hash = ?`);
  const spend = db.prepare('UPDATE codes SET family = ? WHERE hash = ?');
  const add = db.prepare(`INSERT INTO grants (family, parent_id, person_id, client_id, scope, access_hash, refresh_hash, access_expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const byAccess = db.prepare<[string], Grant>(`${GRANT} WHERE access_hash = ?`);
  const byRefresh = db.prepare<[string], Grant>(`${GRANT} WHERE refresh_hash = ?`);
  const markUsed = db.prepare('UPDATE grants SET used = 1 WHERE id = ?');
  const markReplaced = db.prepare('UPDATE grants SET replaced = 1, used = 1 WHERE id = ?');
  const children = db.prepare<[number], Grant>(`${GRANT} WHERE parent_id = ? AND revoked = 0`);
  const revoke = db.prepare('UPDATE grants SET revoked = 1 WHERE id = ?');
  const revokeFamily = db.prepare('UPDATE grants SET revoked = 1 WHERE family = ?');
  const expire = db.prepare('UPDATE grants SET access_expires_at = 0 WHERE revoked = 0 AND (@person IS NULL OR person_id = @person)');
  const revokeAll = db.prepare('UPDATE grants SET revoked = 1 WHERE revoked = 0 AND (@person IS NULL OR person_id = @person)');
  return {
    addCode: (hash, c) => void addCode.run(hash, c.personId, c.clientId, c.redirectUri, c.challenge, c.scope, c.expiresAt),
    code: (hash) => code.get(hash) ?? null,
    spendCode: (hash, family) => void spend.run(family, hash),
    add: (g) => void add.run(g.family, g.parentId, g.personId, g.clientId, g.scope, g.accessHash, g.refreshHash, g.accessExpiresAt),
    byAccess: (hash) => byAccess.get(hash) ?? null,
    byRefresh: (hash) => byRefresh.get(hash) ?? null,
    markUsed: (id) => void markUsed.run(id),
    markReplaced: (id) => void markReplaced.run(id),
    children: (id) => children.all(id),
    revoke: (id) => void revoke.run(id),
    revokeFamily: (family) => void revokeFamily.run(family),
    expireAccess: (personId) => expire.run({ person: personId }).changes,
    revokeAll: (personId) => revokeAll.run({ person: personId }).changes,
    transaction: (work) => db.transaction(work)(),
  };
}
