// Judges requests to S3 by Amazon's own signer, as S3 would: s3rver keeps files but does not look at signatures of version 4.
import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

const QUARTER = 15 * 60_000;
const instant = (/** @type {string} */ stamp) => Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'));

/**
 * @param {{ method: string, url: URL, headers: Record<string, string>, body: Buffer, keys: Readonly<Record<string, string>> }} request
 * @returns {Promise<string | null>} S3's code for what is wrong
 */
export async function judge({ method, url, headers, body, keys }) {
  const query = Object.fromEntries(url.searchParams);
  const presigned = query['X-Amz-Signature'] !== undefined;
  const said = presigned ? { credential: query['X-Amz-Credential'] ?? '', names: query['X-Amz-SignedHeaders'] ?? '', signature: query['X-Amz-Signature'] } : readHeader(headers['authorization'] ?? '');
  if (said === null) return 'AccessDenied';
  const [accessKeyId = '', , region = ''] = said.credential.split('/');
  const secretAccessKey = keys[accessKeyId];
  if (secretAccessKey === undefined) return 'InvalidAccessKeyId';
  const at = instant((presigned ? query['X-Amz-Date'] : headers['x-amz-date']) ?? '');
  if (Number.isNaN(at)) return 'AccessDenied';
  if (!presigned && Math.abs(Date.now() - at) > QUARTER) return 'RequestTimeTooSkewed';
  if (presigned && (at > Date.now() + QUARTER || Date.now() > at + Number(query['X-Amz-Expires']) * 1000)) return 'AccessDenied';
  if (!presigned && headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
  const signer = new SignatureV4({ service: 's3', region, credentials: { accessKeyId, secretAccessKey }, sha256: Sha256, uriEscapePath: false, applyChecksum: true });
  const signed = Object.fromEntries(said.names.split(';').map((name) => [name, headers[name] ?? '']));
  const plain = Object.fromEntries(Object.entries(query).filter(([name]) => !name.startsWith('X-Amz-')));
  const again = new HttpRequest({ method, protocol: url.protocol, hostname: url.hostname, path: url.pathname, query: plain, headers: { ...signed, ...(presigned ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}) }, body });
  const signingDate = new Date(at);
  if (presigned) {
    const own = new Set(['x-amz-content-sha256']);
    const made = await signer.presign(again, { signingDate, expiresIn: Number(query['X-Amz-Expires']), unsignableHeaders: own, unhoistableHeaders: own });
    return made.query?.['X-Amz-Signature'] === said.signature ? null : 'SignatureDoesNotMatch';
  }
  const made = await signer.sign(again, { signingDate });
  return readHeader(made.headers['authorization'] ?? '')?.signature === said.signature ? null : 'SignatureDoesNotMatch';
}

function readHeader(/** @type {string} */ header) {
  const [, credential, names, signature] = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(header) ?? [];
  return credential === undefined || names === undefined || signature === undefined ? null : { credential, names, signature };
}
