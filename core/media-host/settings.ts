import { z } from 'zod';
import { type HostField, type HostSettingsProblem, readBase } from './address';

/** Folder names that need no escaping anywhere; none begins with a dot, so nothing climbs. */
const SAFE_PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

export const s3Settings = z.object({
  kind: z.literal('s3'),
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com` */
  endpoint: z.string().max(500), region: z.string().max(60), bucket: z.string().max(63),
  /** Inside the bucket; may be empty. */
  folder: z.string().max(200), keyId: z.string().max(200),
});
export const webdavSettings = z.object({
  kind: z.literal('webdav'),
  /** The folder that Linnet writes to. */
  address: z.string().max(500),
  /** Where anybody finds what lies in it. */
  publicAddress: z.string().max(500), user: z.string().max(200),
});
/** Everything but the secret, which lies sealed beside the logins. */
export const mediaHostSettings = z.discriminatedUnion('kind', [s3Settings, webdavSettings]);
export type S3Settings = Readonly<z.infer<typeof s3Settings>>;
export type WebdavSettings = Readonly<z.infer<typeof webdavSettings>>;
export type MediaHostSettings = S3Settings | WebdavSettings;

type Tidied = { readonly ok: true; readonly value: MediaHostSettings } | { readonly ok: false; readonly error: HostSettingsProblem };
const wrong = (field: HostField, problem: HostSettingsProblem['problem']): Tidied => ({ ok: false, error: { field, problem } });

/** The settings as they are kept, or the first field that cannot be: what a person types is never trusted to be an address. */
export function tidySettings(typed: MediaHostSettings): Tidied {
  return typed.kind === 's3' ? tidyS3(typed) : tidyWebdav(typed);
}

function tidyS3(typed: S3Settings): Tidied {
  const endpoint = readBase(typed.endpoint);
  if (!endpoint.ok) return wrong('endpoint', endpoint.error);
  if (new URL(endpoint.value).pathname !== '/') return wrong('endpoint', 'with-path');
  const [region, bucket, keyId] = [typed.region.trim() || 'us-east-1', typed.bucket.trim(), typed.keyId.trim()];
  if (!/^[A-Za-z0-9-]{1,60}$/.test(region)) return wrong('region', 'malformed');
  // Amazon's rules for the names of buckets, read 2026-11-22.
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || bucket.includes('..')) return wrong('bucket', bucket === '' ? 'empty' : 'malformed');
  const parts = typed.folder.trim().split('/').filter((part) => part !== '');
  if (!parts.every((part) => SAFE_PART.test(part))) return wrong('folder', 'malformed');
  if (!/^[\x21-\x7e]{1,200}$/.test(keyId) || keyId.includes('/')) return wrong('keyId', keyId === '' ? 'empty' : 'malformed');
  return { ok: true, value: { kind: 's3', endpoint: endpoint.value, region, bucket, folder: parts.map((part) => `${part}/`).join(''), keyId } };
}

function tidyWebdav(typed: WebdavSettings): Tidied {
  const address = readBase(typed.address);
  if (!address.ok) return wrong('address', address.error);
  const publicAddress = readBase(typed.publicAddress);
  if (!publicAddress.ok) return wrong('publicAddress', publicAddress.error);
  const user = typed.user.trim();
  // RFC 7617: a name in Basic has no colon.
  if (user === '' || user.includes(':') || /\p{Cc}/u.test(user)) return wrong('user', user === '' ? 'empty' : 'malformed');
  return { ok: true, value: { kind: 'webdav', address: address.value, publicAddress: publicAddress.value, user } };
}

/** Whether a secret given for one may be sent to the other: only where it goes to the same server for the same person. */
export function sameLogin(a: MediaHostSettings, b: MediaHostSettings): boolean {
  if (a.kind === 's3') return b.kind === 's3' && a.endpoint === b.endpoint && a.keyId === b.keyId;
  return b.kind === 'webdav' && new URL(a.address).origin === new URL(b.address).origin && a.user === b.user;
}

/** Whether what was put by one can be taken away by the other. */
export function samePlace(a: MediaHostSettings, b: MediaHostSettings): boolean {
  if (a.kind === 's3') return b.kind === 's3' && a.endpoint === b.endpoint && a.bucket === b.bucket && a.folder === b.folder;
  return b.kind === 'webdav' && a.address === b.address;
}
