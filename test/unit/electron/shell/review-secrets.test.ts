import type fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createSecretStore, type Keyring } from '#electron/shell/secrets';
import { openVault } from '#electron/shell/vault';
import { tempFolder } from '#test/support/temp-folder';

/** A disk that is nearly full takes a part of what it is given and says so, as POSIX allows; only the next write fails. */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const writeSync = (file: number, data: string | Uint8Array, ...rest: readonly number[]): number => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const [from = 0, length = bytes.byteLength - from] = typeof data === 'string' ? [] : rest;
    return real.writeSync(file, bytes, from, Math.min(length, 7));
  };
  return { ...real, default: real, writeSync };
});

const keyring: Keyring = { available: () => true, backend: () => 'test', encrypt: (text) => Buffer.from(text), decrypt: (bytes) => bytes.toString() };

it('a write that the disk took in pieces is written to its end', () => {
  const file = join(tempFolder(), 'secrets.json');
  const store = createSecretStore({ file, keyring });
  for (const name of ['account:1', 'account:2']) expect(store.set(name, { accessToken: `token of ${name}` })).toMatchObject({ ok: true });
  const again = createSecretStore({ file, keyring });
  expect(again.get('account:1')).toEqual({ ok: true, value: { accessToken: 'token of account:1' } });
  expect(again.get('account:2')).toEqual({ ok: true, value: { accessToken: 'token of account:2' } });
});

describe('a vault whose numbers make no sense', () => {
  it.each([{ n: 1 }, { n: 0.5 }, { r: 1.5 }, { p: Number.NaN }, { n: 2 ** 20, r: 32 }])('%j is no right passphrase, and nothing is thrown', async (odd) => {
    expect(await openVault({ salt: 'AAAA', n: 2 ** 12, r: 8, p: 1, check: '', ...odd }, 'a passphrase')).toBeNull();
  });
});
