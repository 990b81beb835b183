import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretStore, type Keyring } from '#electron/shell/secrets';
import { openVault, createVault, seal, unseal } from '#electron/shell/vault';

const COST = 2 ** 10;
const xor = (bytes: Buffer): Buffer => Buffer.from(bytes.map((b) => b ^ 0x5a));
const keyring: Keyring = { available: () => true, backend: () => 'test', encrypt: (t) => xor(Buffer.from(t)), decrypt: (b) => xor(b).toString() };
const noKeyring: Keyring = { ...keyring, available: () => false, backend: () => 'basic_text' };
const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'linnet-secrets-')), 'secrets.json');

describe('a disk that takes nothing', () => {
  it('leaves the store as it was, in memory too', () => {
    const file = newFile();
    const store = createSecretStore({ file, keyring });
    store.set('account:1', { token: 'one' });
    // The name of the half-written file is taken by a folder: the write fails as on a full disk.
    mkdirSync(`${file}.new`);
    expect(() => store.set('account:1', { token: 'two' })).toThrow();
    expect(store.get('account:1')).toEqual({ ok: true, value: { token: 'one' } });
    rmdirSync(`${file}.new`);
    expect(store.set('account:1', { token: 'two' })).toEqual({ ok: true, value: null });
    expect(createSecretStore({ file, keyring }).get('account:1')).toEqual({ ok: true, value: { token: 'two' } });
  });
});

describe('a file that cannot be read', () => {
  it('is kept beside those kept before it when it is broken', () => {
    const file = newFile();
    for (const text of ['{"version": 1, "entr', 'not even that']) {
      writeFileSync(file, text);
      expect(createSecretStore({ file, keyring }).get('account:1')).toEqual({ ok: true, value: null });
    }
    expect(['', '-2'].map((end) => readFileSync(`${file}.unreadable${end}`, 'utf8'))).toEqual(['{"version": 1, "entr', 'not even that']);
  });

  it('is not taken for a broken one', () => {
    const file = newFile();
    // A folder in its place gives a reading error whoever runs this, root included.
    mkdirSync(file);
    expect(() => createSecretStore({ file, keyring })).toThrow();
    expect(existsSync(file)).toBe(true);
  });
});

describe('a keyring that is away', () => {
  it('is waited for, and does not make a login look dead', () => {
    const file = newFile();
    createSecretStore({ file, keyring }).set('account:1', { token: 'kept' });
    let here = false;
    const store = createSecretStore({ file, keyring: { ...keyring, available: () => here } });
    expect(store.get('account:1')).toMatchObject({ ok: false, error: { code: 'keyring-missing' } });
    here = true;
    expect(store.get('account:1')).toEqual({ ok: true, value: { token: 'kept' } });
  });
});

describe('a vault made while the keyring is away', () => {
  it('keeps the logins the keyring guards, and takes them over when it is back', async () => {
    const file = newFile();
    createSecretStore({ file, keyring }).set('account:1', { token: 'kept' });
    let here = false;
    const coming: Keyring = { ...keyring, available: () => here };
    const store = createSecretStore({ file, keyring: coming, scryptCost: COST });
    expect(await store.createVault('long enough now')).toMatchObject({ ok: true, value: { kind: 'vault', locked: false } });
    expect(store.get('account:1')).toMatchObject({ ok: false, error: { code: 'keyring-missing' } });
    here = true;
    expect(store.get('account:1')).toEqual({ ok: true, value: { token: 'kept' } });
    store.lock();
    await store.unlock('long enough now');
    here = false;
    expect(store.get('account:1')).toEqual({ ok: true, value: { token: 'kept' } });
    expect(readFileSync(file, 'utf8')).not.toContain('"k:');
  });

  it('keeps one that the keyring does not open just now', async () => {
    const file = newFile();
    createSecretStore({ file, keyring }).set('account:1', { token: 'kept' });
    const odd: Keyring = { ...keyring, decrypt: () => { throw new Error('not now'); } };
    await createSecretStore({ file, keyring: odd, scryptCost: COST }).createVault('long enough now');
    const later = createSecretStore({ file, keyring, scryptCost: COST });
    await later.unlock('long enough now');
    expect(later.get('account:1')).toEqual({ ok: true, value: { token: 'kept' } });
  });
});

describe('the vault', () => {
  it('gives back what was sealed, for any text', async () => {
    const { key } = await createVault('correct horse battery', COST);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, name) => {
      expect(unseal(key, name, seal(key, name, text))).toBe(text);
    }));
  });

  it('refuses a changed byte, a swapped name, and a short text', async () => {
    const { key } = await createVault('correct horse battery', COST);
    const sealed = seal(key, 'account:1', 'token');
    fc.assert(fc.property(fc.nat(Buffer.from(sealed, 'base64').length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(sealed, 'base64');
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      expect(unseal(key, 'account:1', bytes.toString('base64'))).toBeNull();
    }));
    expect(unseal(key, 'account:2', sealed)).toBeNull();
    expect(unseal(key, 'account:1', 'AAAA')).toBeNull();
  });

  it('opens with its passphrase only, however the letters are composed', async () => {
    const { header } = await createVault('caf\u00e9 con leche', COST);
    expect(await openVault(header, 'cafe\u0301 con leche')).not.toBeNull();
    expect(await openVault(header, 'cafe con leche')).toBeNull();
  });

  it('does not let a hostile file ask for endless work', async () => {
    const { header } = await createVault('correct horse battery', COST);
    expect(await openVault({ ...header, n: 2 ** 40 }, 'correct horse battery')).toBeNull();
    expect(await openVault({ ...header, n: 1000 }, 'correct horse battery')).toBeNull();
  });
});

describe('the secret store', () => {
  it('keeps a token over a restart and never writes it in the clear', () => {
    const file = newFile();
    createSecretStore({ file, keyring }).set('account:1', { token: 'very-secret-value' });
    expect(readFileSync(file, 'utf8')).not.toContain('very-secret-value');
    expect(createSecretStore({ file, keyring }).get('account:1')).toEqual({ ok: true, value: { token: 'very-secret-value' } });
  });

  it('keeps nothing without a keyring or a vault, and says so', () => {
    const store = createSecretStore({ file: newFile(), keyring: noKeyring });
    expect(store.state()).toMatchObject({ kind: 'none', locked: true });
    expect(store.set('account:1', { token: 'x' })).toMatchObject({ ok: false, error: { code: 'keyring-missing' } });
  });

  it('moves what the keyring guarded into a new vault, and asks for the passphrase after a restart', async () => {
    const file = newFile();
    const store = createSecretStore({ file, keyring, scryptCost: COST });
    store.set('account:1', { token: 'a' });
    expect(await store.createVault('too short')).toMatchObject({ ok: false, error: { code: 'vault-too-short' } });
    expect(await store.createVault('long enough now')).toMatchObject({ ok: true, value: { kind: 'vault', locked: false } });
    const again = createSecretStore({ file, keyring, scryptCost: COST });
    expect(again.get('account:1')).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    expect(await again.unlock('long enough not')).toMatchObject({ ok: false, error: { code: 'vault-wrong-passphrase' } });
    expect(await again.unlock('long enough now')).toMatchObject({ ok: true });
    expect(again.get('account:1')).toEqual({ ok: true, value: { token: 'a' } });
    again.lock();
    expect(again.set('account:2', {})).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
  });

  it('puts an unreadable file aside instead of failing or overwriting it', () => {
    const file = newFile();
    writeFileSync(file, '{"version":1,"ent');
    const store = createSecretStore({ file, keyring });
    expect(store.get('account:1')).toEqual({ ok: true, value: null });
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe('{"version":1,"ent');
  });
});
