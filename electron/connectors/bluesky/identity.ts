import { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import type { LoginError } from '../ports/login';
import type { BlueskyBases } from './bases';

export interface Identity {
  readonly did: string;
  readonly handle: string;
  /** Origin of the account's server. */
  readonly pds: string;
}

const didPattern = /^did:(plc:[a-z2-7]{24}|web:[A-Za-z0-9.-]+(?:%3A\d+)?)$/;
const handlePattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const didAnswer = z.object({ did: z.string().regex(didPattern) });
const didDocument = z.object({
  id: z.string(),
  alsoKnownAs: z.array(z.string()).default([]),
  service: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })).default([]),
});

/** What a person typed, as a handle: without @, spaces or hidden marks, in small letters. Null when it cannot be one. */
export function readHandle(typed: string): string | null {
  const handle = typed.replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replace(/^@/, '').toLowerCase();
  return handle.length <= 253 && handlePattern.test(handle) ? handle : null;
}

/** A server address a person typed: an origin, https unless it is this machine and that is allowed. */
export function readServer(typed: string, allowHttp: boolean): string | null {
  const text = typed.trim();
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
    if (url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
    if (url.protocol === 'https:' && (url.hostname.includes('.') || local)) return url.origin;
    return url.protocol === 'http:' && local && allowHttp ? url.origin : null;
  } catch {
    return null;
  }
}

export interface IdentityResolver {
  /** A handle's DID, or null when nobody has that handle. */
  readonly didOf: (handle: string, signal?: AbortSignal) => Promise<Result<string | null, LoginError>>;
  readonly identityOf: (did: string, signal?: AbortSignal) => Promise<Result<Identity, LoginError>>;
}

export function createIdentityResolver(deps: { readonly http: Http; readonly bases: BlueskyBases }): IdentityResolver {
  const { http, bases } = deps;
  const withSignal = (signal: AbortSignal | undefined): { readonly signal?: AbortSignal } => (signal === undefined ? {} : { signal });

  const didOf: IdentityResolver['didOf'] = async (handle, signal) => {
    const url = `${bases.handleResolver}/xrpc/com.atproto.identity.resolveHandle?handle=${encodeURIComponent(handle)}`;
    const answer = await http.request({ method: 'GET', url, timeoutMs: 15_000, maxBytes: 20_000, ...withSignal(signal) });
    if (!answer.ok) return err({ type: 'unreachable', detail: answer.error.detail });
    if (answer.value.status === 400 || answer.value.status === 404) return ok(null);
    const read = didAnswer.safeParse(answer.value.json);
    if (answer.value.status !== 200) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
    return read.success ? ok(read.data.did) : err({ type: 'server-lied', detail: 'the handle has no readable DID' });
  };

  const documentUrl = (did: string): string =>
    did.startsWith('did:plc:') ? `${bases.plc}/${did}` : `https://${decodeURIComponent(did.slice('did:web:'.length))}/.well-known/did.json`;

  const identityOf: IdentityResolver['identityOf'] = async (did, signal) => {
    if (!didPattern.test(did)) return err({ type: 'server-lied', detail: 'not a DID' });
    // Whoever makes a did:web chooses its address.
    const road = did.startsWith('did:plc:') || bases.allowHttp ? http : http.publicOnly;
    const answer = await road.request({ method: 'GET', url: documentUrl(did), timeoutMs: 15_000, maxBytes: 200_000, ...withSignal(signal) });
    if (!answer.ok) return err({ type: 'unreachable', detail: answer.error.detail });
    if (answer.value.status === 404 || answer.value.status === 410) return err({ type: 'not-found', detail: did });
    if (answer.value.status !== 200) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
    const document = didDocument.safeParse(answer.value.json);
    if (!document.success || document.data.id !== did) return err({ type: 'server-lied', detail: 'the identity document is not for this account' });
    const service = document.data.service.find((s) => s.id === '#atproto_pds' || s.id === `${did}#atproto_pds`);
    const pds = typeof service?.serviceEndpoint === 'string' ? readServer(service.serviceEndpoint, bases.allowHttp) : null;
    if (pds === null) return err({ type: 'server-lied', detail: 'the identity document names no usable server' });
    const handle = document.data.alsoKnownAs.find((a) => a.startsWith('at://'))?.slice('at://'.length) ?? did;
    return ok({ did, handle: readHandle(handle) ?? did, pds });
  };

  return { didOf, identityOf };
}
