import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * A passphrase vault for machines without an OS keyring: scrypt makes the key, AES-256-GCM seals each entry,
 * and an entry's name is authenticated with it, so that entries cannot be swapped.
 */
export interface VaultHeader {
  readonly salt: string;
  /** scrypt cost; 2^17 with r = 8 takes about 128 MB and some tenths of a second, once per unlock. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
  /** A sealed known text: tells a right passphrase from a wrong one. */
  readonly check: string;
}

export const MIN_PASSPHRASE = 10;
const CHECK_NAME = 'linnet:vault-check';
const CHECK_TEXT = 'this vault is open';
/** A file that asks for more work than this (n times r times p; ours is 2^20, and 2^23 takes a gigabyte) is hostile or broken. */
const MAX_WORK = 2 ** 23;
const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1;

const deriveKey = async (passphrase: string, salt: Buffer, n: number, r: number, p: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** base64(iv 12 | tag 16 | ciphertext) */
export function seal(key: Buffer, name: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Null when the key is wrong, the name is another, or a byte was changed. */
export function unseal(key: Buffer, name: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

export async function createVault(passphrase: string, n = 2 ** 17): Promise<{ readonly header: VaultHeader; readonly key: Buffer }> {
  const salt = randomBytes(32);
  const key = await deriveKey(passphrase, salt, n, 8, 1);
  return { key, header: { salt: salt.toString('base64'), n, r: 8, p: 1, check: seal(key, CHECK_NAME, CHECK_TEXT) } };
}

/** The key, or null when the passphrase is wrong. */
export async function openVault(header: VaultHeader, passphrase: string): Promise<Buffer | null> {
  const { n, r, p } = header;
  if (![Math.log2(n), r, p].every(isCount) || n * r * p > MAX_WORK) return null;
  const key = await deriveKey(passphrase, Buffer.from(header.salt, 'base64'), n, r, p);
  const text = unseal(key, CHECK_NAME, header.check);
  return text !== null && timingSafeEqual(Buffer.from(text), Buffer.from(CHECK_TEXT)) ? key : null;
}
