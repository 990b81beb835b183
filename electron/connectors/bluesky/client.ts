import type { NodeOAuthClient } from '@atproto/oauth-client-node';
import { z } from 'zod';
import type { Clock } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError, NetworkAnswer, Session } from '../connector';
import type { Http } from '../http/http';
import { HttpError } from '../http/http-error';
import { type Effect, failureError } from '../http/outcome';
import type { BlueskyBases } from './bases';
import type { IdentityResolver } from './identity';
import { answerError, type XrpcAnswer } from './map-error';
import { createOauthClient, isDeadLogin } from './oauth-client';
import { blueskySecret, type OauthSecret, type PasswordSecret, toJson } from './secret';

export interface BlueskyDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly bases: BlueskyBases;
  readonly identities: IdentityResolver;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface XrpcCall {
  readonly method: 'GET' | 'POST';
  /** `com.atproto.repo.putRecord` */
  readonly name: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly bytes?: { readonly data: Uint8Array; readonly type: string };
  readonly effect: Effect;
  readonly signal: AbortSignal;
}

export interface BlueskyClient {
  readonly call: (session: Session, call: XrpcCall) => Promise<Result<XrpcAnswer, ConnectorError>>;
  readonly read: <T>(session: Session, call: XrpcCall, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  /** Renews the login now; the new end of the access token, UTC ms. */
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<{ readonly expiresAt: number | null }, ConnectorError>>;
  readonly signOut: (session: Session, signal: AbortSignal) => Promise<void>;
}

const tokens = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1) });
const MAX_ANSWER = 2_000_000;
const TIMEOUT_MS = 30_000;

function pathOf(call: XrpcCall): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(call.params ?? {})) for (const one of typeof value === 'string' ? [value] : value) query.append(key, one);
  const text = query.toString();
  return `/xrpc/${call.name}${text === '' ? '' : `?${text}`}`;
}

const headersOf = (call: XrpcCall): Record<string, string> =>
  call.json !== undefined ? { 'content-type': 'application/json' } : call.bytes !== undefined ? { 'content-type': call.bytes.type } : {};
const bodyOf = (call: XrpcCall): string | Uint8Array | undefined => (call.json !== undefined ? JSON.stringify(call.json) : call.bytes?.data);

export function createBlueskyClient(deps: BlueskyDeps): BlueskyClient {
  const { http, clock } = deps;
  const clients = new Map<string, { readonly redirectUri: string; readonly client: NodeOAuthClient }>();

  // ---- app password

  async function sendBearer(session: Session, token: string, call: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const body = bodyOf(call);
    const answer = await http.request({
      method: call.method, url: session.serverUrl + pathOf(call), headers: { ...headersOf(call), authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }), redirect: 'error', maxBytes: MAX_ANSWER, timeoutMs: TIMEOUT_MS, signal: call.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, call.effect));
    const { status, json, retryAt, log } = answer.value;
    return ok({ status, json, retryAt, log });
  }

  /** One refresh at a time; who waited takes the other's token. */
  const renewPassword = async (session: Session, stale: PasswordSecret, signal: AbortSignal): Promise<Result<PasswordSecret, ConnectorError>> =>
    session.lock(async () => {
      const current = blueskySecret.safeParse(session.secret);
      const newest = current.success && current.data.kind === 'password' ? current.data : stale;
      if (newest.accessJwt !== stale.accessJwt) return ok(newest);
      const call: XrpcCall = { method: 'POST', name: 'com.atproto.server.refreshSession', effect: 'reads', signal };
      const answer = await sendBearer(session, newest.refreshJwt, call);
      if (!answer.ok) return answer;
      const error = answerError(answer.value, 'reads', clock.now());
      if (error !== null) return err(error);
      const read = tokens.safeParse(answer.value.json);
      if (!read.success) return err({ type: 'unavailable', detail: 'the new tokens could not be read', answer: answer.value.log });
      const fresh: PasswordSecret = { kind: 'password', ...read.data };
      await session.saveSecret(toJson(fresh), null);
      return ok(fresh);
    });

  async function callPassword(session: Session, secret: PasswordSecret, call: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const first = await sendBearer(session, secret.accessJwt, call);
    if (!first.ok || errorName(first.value) !== 'ExpiredToken') return first;
    // The server looked at the token first and did nothing, so the call may be made again.
    const renewed = await renewPassword(session, secret, call.signal);
    return renewed.ok ? sendBearer(session, renewed.value.accessJwt, call) : renewed;
  }

  // ---- OAuth

  function clientFor(session: Session, secret: OauthSecret): NodeOAuthClient {
    const known = clients.get(session.accountId);
    if (known !== undefined && known.redirectUri === secret.redirectUri) return known.client;
    const client = createOauthClient({
      http, bases: deps.bases, identities: deps.identities, redirectUri: secret.redirectUri, states: new Map(),
      slot: {
        get: () => { const read = blueskySecret.safeParse(session.secret); return read.success && read.data.kind === 'oauth' ? read.data.session : undefined; },
        set: async (saved) => { await session.saveSecret(toJson({ ...secret, session: saved }), endOf(saved.tokenSet.expires_at)); },
      },
      lock: async (work) => session.lock(work),
    });
    clients.set(session.accountId, { redirectUri: secret.redirectUri, client });
    return client;
  }

  const failed = (error: unknown, effect: Effect): ConnectorError => {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (cause instanceof HttpError) return failureError(cause.failure, effect);
    }
    if (isDeadLogin(error)) return { type: 'reauth' };
    // Everything else that throws (a refresh answered with 5xx, an unreadable answer of the login server) happens before our call is sent.
    return { type: 'unavailable', detail: error instanceof Error ? error.message.slice(0, 300) : 'the login server gave no usable answer' };
  };

  async function callOauth(session: Session, secret: OauthSecret, call: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const begun = clock.monotonic();
    try {
      const oauth = await clientFor(session, secret).restore(session.remoteId, false);
      const body = bodyOf(call);
      const response = await oauth.fetchHandler(pathOf(call), {
        method: call.method, headers: headersOf(call), signal: call.signal, redirect: 'error', ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      });
      const text = await response.text();
      const log: NetworkAnswer = { request: `${call.method} ${pathOf(call).slice(0, 200)}`, status: response.status, body: text.slice(0, 4_000), durationMs: Math.round(clock.monotonic() - begun) };
      if (response.status === 401) {
        // The library answers with the old 401 also when the refresh merely failed: ask ourselves whether the login is really over.
        await oauth.getTokenInfo(true);
      }
      return ok({ status: response.status, json: parse(text), retryAt: retryAtOf(response.headers, clock.now()), log });
    } catch (error) {
      return err(failed(error, call.effect));
    }
  }

  const call: BlueskyClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = blueskySecret.safeParse(session.secret);
    if (!secret.success) return err({ type: 'reauth' });
    const answer = secret.data.kind === 'password' ? await callPassword(session, secret.data, request) : await callOauth(session, secret.data, request);
    if (!answer.ok) return answer;
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };

  return {
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const read = shape.safeParse(answer.value.json);
      if (read.success) return ok(read.data);
      return err({ type: request.effect === 'commits' ? 'unknown' : 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log });
    },
    renew: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return err({ type: 'reauth' });
      if (secret.data.kind === 'password') {
        const renewed = await renewPassword(session, secret.data, signal);
        return renewed.ok ? ok({ expiresAt: null }) : renewed;
      }
      try {
        const oauth = await clientFor(session, secret.data).restore(session.remoteId, true);
        return ok({ expiresAt: (await oauth.getTokenInfo(false)).expiresAt?.getTime() ?? null });
      } catch (error) {
        return err(failed(error, 'reads'));
      }
    },
    signOut: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return;
      if (secret.data.kind === 'password') {
        await sendBearer(session, secret.data.refreshJwt, { method: 'POST', name: 'com.atproto.server.deleteSession', effect: 'reads', signal });
        return;
      }
      try {
        await (await clientFor(session, secret.data).restore(session.remoteId, false)).signOut();
      } catch {
        // Best effort: the tokens are forgotten here in any case.
      } finally {
        clients.delete(session.accountId);
      }
    },
  };
}

export const endOf = (expiresAt: string | undefined): number | null => (expiresAt === undefined ? null : new Date(expiresAt).getTime());

const errorName = (answer: XrpcAnswer): string | null => {
  const read = z.object({ error: z.string() }).safeParse(answer.json);
  return answer.status >= 400 && read.success ? read.data.error : null;
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `ratelimit-reset` is epoch seconds, `retry-after` seconds. Seen on PDS 0.5.35, 2026-11-21. */
function retryAtOf(headers: Headers, now: number): number | null {
  const reset = Number(headers.get('ratelimit-reset'));
  if (Number.isFinite(reset) && reset * 1000 > now) return reset * 1000;
  const after = Number(headers.get('retry-after'));
  return Number.isFinite(after) && after > 0 ? now + after * 1000 : null;
}
