import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { appError, type AppResult } from '#core/errors';
import type { JsonObject } from '#core/json';
import { err, ok } from '#core/result';
import { createVault, MIN_PASSPHRASE, openVault, seal, unseal } from './vault';

/** The part of Electron's `safeStorage` we use, so that this file can be tested without Electron. */
export interface Keyring {
  /** False also when only a plain-text stand-in is there. */
  readonly available: () => boolean;
  readonly backend: () => string;
  readonly encrypt: (text: string) => Buffer;
  readonly decrypt: (bytes: Buffer) => string;
}

export interface SecurityState {
  readonly kind: 'keyring' | 'vault' | 'none';
  readonly backend: string;
  readonly locked: boolean;
}

/** Tokens and keys, in one file beside the database and never in it, so that a back-up of the data carries none. */
export interface SecretStore {
  readonly state: () => SecurityState;
  readonly get: (name: string) => AppResult<JsonObject | null>;
  readonly set: (name: string, value: JsonObject) => AppResult<null>;
  readonly remove: (name: string) => void;
  readonly createVault: (passphrase: string) => Promise<AppResult<SecurityState>>;
  readonly unlock: (passphrase: string) => Promise<AppResult<SecurityState>>;
  readonly lock: () => SecurityState;
}

const fileShape = z.object({
  version: z.literal(1),
  vault: z.object({ salt: z.string(), n: z.number(), r: z.number(), p: z.number(), check: z.string() }).nullable(),
  /** `k:` sealed by the keyring, `v:` by the vault; base64. */
  entries: z.record(z.string(), z.string()),
});
type SecretsFile = z.infer<typeof fileShape>;

function readFile(file: string): SecretsFile {
  const empty: SecretsFile = { version: 1, vault: null, entries: {} };
  if (!existsSync(file)) return empty;
  // What cannot be read just now (rights, another program) is not broken: to begin anew would write over every login.
  const text = readFileSync(file, 'utf8');
  try {
    return fileShape.parse(JSON.parse(text));
  } catch {
    setAside(file);
    return empty;
  }
}

/** A broken file is kept for the person's own rescue, and never in place of an earlier one; the accounts then ask for a new login. */
function setAside(file: string): void {
  let n = 1;
  const name = (): string => `${file}.unreadable${n === 1 ? '' : `-${n}`}`;
  while (existsSync(name())) n += 1;
  try {
    renameSync(file, name());
  } catch {
    // A folder that may not be written to: the window says so, and the file stays as it is.
  }
}

function writeFile(file: string, content: SecretsFile): void {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    const bytes = Buffer.from(JSON.stringify(content));
    // A disk that is nearly full takes a part and says only how much; the rest then fails, before anything is replaced.
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done, bytes.length - done);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
  // Without this a power cut may bring the file before this one back, and with it a refresh token that was used already.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(file), 'r');
  try { fsyncSync(folder); } finally { closeSync(folder); }
}

export function createSecretStore(deps: { readonly file: string; readonly keyring: Keyring; readonly scryptCost?: number }): SecretStore {
  const { file, keyring } = deps;
  let content = readFile(file);
  let vaultKey: Buffer | null = null;

  const state = (): SecurityState => {
    if (content.vault !== null) return { kind: 'vault', backend: 'scrypt + AES-256-GCM', locked: vaultKey === null };
    if (keyring.available()) return { kind: 'keyring', backend: keyring.backend(), locked: false };
    return { kind: 'none', backend: keyring.backend(), locked: true };
  };

  const save = (change: Partial<SecretsFile>): void => {
    const next = { ...content, ...change };
    // First the disk: what could not be written must not look as if it had been.
    writeFile(file, next);
    content = next;
  };

  /** Null when it cannot be opened now; then a new login mends it. */
  function open(name: string, sealed: string): string | null {
    const body = sealed.slice(2);
    if (sealed.startsWith('v:')) return vaultKey === null ? null : unseal(vaultKey, name, body);
    try {
      return keyring.available() ? keyring.decrypt(Buffer.from(body, 'base64')) : null;
    } catch {
      return null;
    }
  }

  function sealNow(name: string, text: string): string | null {
    if (content.vault !== null) return vaultKey === null ? null : `v:${seal(vaultKey, name, text)}`;
    return keyring.available() ? `k:${keyring.encrypt(text).toString('base64')}` : null;
  }

  /**
   * What the keyring guards, sealed by the vault's key. A keyring that is away, or does not open one of them, says nothing about the
   * login: such an entry stays as it is, and moves when the vault is opened while the keyring is there.
   */
  function movedTo(key: Buffer): SecretsFile['entries'] {
    return Object.fromEntries(Object.entries(content.entries).map(([name, sealed]) => {
      const text = sealed.startsWith('k:') ? open(name, sealed) : null;
      return [name, text === null ? sealed : `v:${seal(key, name, text)}`];
    }));
  }

  return {
    state,
    get: (name) => {
      const sealed = content.entries[name];
      if (sealed === undefined) return ok(null);
      if (sealed.startsWith('v:') && vaultKey === null) return err(appError('vault-locked'));
      // A keyring that is away (locked, not started yet) says nothing about the login: wait for it instead of asking for a new one.
      if (sealed.startsWith('k:') && !keyring.available()) return err(appError('keyring-missing'));
      const text = open(name, sealed);
      return ok(text === null ? null : (JSON.parse(text) as JsonObject));
    },
    set: (name, value) => {
      const sealed = sealNow(name, JSON.stringify(value));
      if (sealed === null) return err(appError(content.vault === null ? 'keyring-missing' : 'vault-locked'));
      save({ entries: { ...content.entries, [name]: sealed } });
      return ok(null);
    },
    remove: (name) => {
      const { [name]: _gone, ...entries } = content.entries;
      save({ entries });
    },
    createVault: async (passphrase) => {
      if ([...passphrase].length < MIN_PASSPHRASE) return err(appError('vault-too-short', { min: MIN_PASSPHRASE }));
      if (content.vault !== null) return err(appError('not-allowed-now'));
      const made = await createVault(passphrase, deps.scryptCost);
      if (content.vault !== null) return err(appError('not-allowed-now'));
      save({ vault: made.header, entries: movedTo(made.key) });
      vaultKey = made.key;
      return ok(state());
    },
    unlock: async (passphrase) => {
      if (content.vault === null) return ok(state());
      const key = await openVault(content.vault, passphrase);
      if (key === null) return err(appError('vault-wrong-passphrase'));
      vaultKey = key;
      try {
        if (Object.values(content.entries).some((sealed) => sealed.startsWith('k:'))) save({ entries: movedTo(key) });
      } catch {
        // A disk that takes nothing: they are read from the keyring until it does.
      }
      return ok(state());
    },
    lock: () => {
      vaultKey?.fill(0);
      vaultKey = null;
      return state();
    },
  };
}
