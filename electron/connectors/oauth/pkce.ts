import { createHash } from 'node:crypto';

export type RandomBytes = (length: number) => Uint8Array;

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
  readonly method: 'S256';
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** RFC 7636, S256. TikTok alone wants the challenge as hex instead of base64url, and says so in its request. */
export function createPkce(randomBytes: RandomBytes, encoding: 'base64url' | 'hex' = 'base64url'): Pkce {
  const verifier = base64url(randomBytes(32));
  return { verifier, challenge: createHash('sha256').update(verifier).digest(encoding), method: 'S256' };
}

export function createState(randomBytes: RandomBytes): string {
  return base64url(randomBytes(24));
}
