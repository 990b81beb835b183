import type { NodeOAuthClient, OAuthSession } from '@atproto/oauth-client-node';
import { z } from 'zod';
import { type Clock, HOUR } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readAllowance, windowOf } from '../http/allowance';
import type { Http } from '../http/http';
import { HttpError } from '../http/http-error';
import { type Effect, failureError } from '../http/outcome';
import { answerOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import { readRetryAt } from '../http/retry-after';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { BlueskyBases } from './bases';
import type { IdentityResolver } from './identity';
import { loadOauth, type Oauth } from './load-oauth';
import { answerError, errorName, isAccountClosed, type XrpcAnswer } from './map-error';
import { blueskySecret, type OauthSecret, type PasswordSecret, toJson, valuesOf } from './secret';

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
  /** Hears the server's own words when `read` succeeds. */
  readonly told?: (answer: NetworkAnswer) => void;
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

  /** Writing is counted in points for an hour and for a day, everything else in calls for five minutes. */
  function tellLimits(session: Session, headers: Headers): void {
    const left = readAllowance(headers, clock.now(), (windowOf(headers) ?? 0) >= HOUR ? 'points' : 'calls');
    if (left !== null) session.told?.(left);
  }

  // ---- app password

  async function sendBearer(session: Session, token: string, call: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const body = bodyOf(call);
    const answer = await http.request({
      method: call.method, url: session.serverUrl + pathOf(call), headers: { ...headersOf(call), authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }), redirect: 'error', maxBytes: MAX_ANSWER, timeoutMs: TIMEOUT_MS, signal: call.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, call.effect));
    const { status, headers, json, retryAt, log, redact } = answer.value;
    tellLimits(session, headers);
    return ok({ status, json, retryAt, log, redact });
  }

  /** One refresh at a time; who waited takes the other's token. */
  const renewPassword = async (session: Session, stale: PasswordSecret, signal: AbortSignal): Promise<Result<PasswordSecret, ConnectorError>> =>
    session.lock(async () => {
      const current = blueskySecret.safeParse(session.secret);
      const newest = current.success && current.data.kind === 'password' ? current.data : stale;
      if (newest.accessJwt !== stale.accessJwt) return ok(newest);
      if (signal.aborted) return err({ type: 'aborted' });
      // Once it is sent, nothing of ours stops it: the refresh token works once, and the next one is in the answer.
      const call: XrpcCall = { method: 'POST', name: 'com.atproto.server.refreshSession', effect: 'reads', signal: new AbortController().signal };
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
    // The name of a token that has ended is not the same everywhere; whether the login has ended too, the renewal tells.
    if (!first.ok || answerError(first.value, call.effect, clock.now())?.type !== 'reauth') return first;
    // The server looked at the token first and did nothing, so the call may be made again.
    const renewed = await renewPassword(session, secret, call.signal);
    return renewed.ok ? sendBearer(session, renewed.value.accessJwt, call) : renewed;
  }

  // ---- OAuth

  function clientFor({ createOauthClient }: Oauth, session: Session, secret: OauthSecret): NodeOAuthClient {
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

  /** The library's errors carry the server's own words, and those may repeat what we sent. */
  const failed = ({ isDeadLogin }: Oauth, error: unknown, effect: Effect, hide: (text: string) => string): ConnectorError => {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      // A refresh that the library slipped in before our call changes nothing that people see.
      if (cause instanceof HttpError) return failureError(cause.failure, cause.failure.log.request.includes('/xrpc/') ? effect : 'reads');
    }
    if (isDeadLogin(error)) return { type: 'reauth' };
    // Everything else that throws (a refresh answered with 5xx, an unreadable answer of the login server) happens before our call is sent.
    return { type: 'unavailable', detail: error instanceof Error ? hide(error.message).slice(0, 300) : 'the login server gave no usable answer' };
  };

  async function sendDpop(session: Session, oauth: OAuthSession, call: XrpcCall, hide: (text: string) => string): Promise<XrpcAnswer> {
    const begun = clock.monotonic();
    const body = bodyOf(call);
    const response = await oauth.fetchHandler(pathOf(call), {
      method: call.method, headers: headersOf(call), signal: call.signal, redirect: 'error', ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    tellLimits(session, response.headers);
    const text = await response.text();
    const log: NetworkAnswer = {
      request: hide(`${call.method} ${pathOf(call)}`).slice(0, 300), status: response.status, body: hide(text.slice(0, 32_000)).slice(0, 4_000),
      durationMs: Math.max(0, Math.round(clock.monotonic() - begun)),
    };
    return { status: response.status, json: parse(text), retryAt: readRetryAt(response.status, response.headers, clock.now()), log, redact: hide };
  }

  async function callOauth(session: Session, secret: OauthSecret, call: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const before = valuesOf(session.secret);
    // A refresh on the way changes the tokens, so both the old and the new ones are hidden.
    const hide = (text: string): string => http.redact(text, [...before, ...valuesOf(session.secret)]);
    let handed = false;
    const library = await loadOauth();
    try {
      const oauth = await clientFor(library, session, secret).restore(session.remoteId, false);
      if (call.signal.aborted) return err({ type: 'aborted' });
      handed = true;
      const first = await sendDpop(session, oauth, call, hide);
      if (first.status !== 401 || isAccountClosed(errorName(first))) return ok(first);
      // The library answers with the old 401 also when its refresh merely failed: ask whether the login is really over.
      await oauth.getTokenInfo(true);
      // It is not, and 401 is a promise that nothing was done.
      return ok(await sendDpop(session, oauth, call, hide));
    } catch (error) {
      // The library does not tell whether our call had left when it was stopped.
      if (call.signal.aborted) return err(handed && call.effect === 'commits' ? { type: 'unknown', detail: 'stopped by Linnet' } : { type: 'aborted' });
      return err(failed(library, error, call.effect, hide));
    }
  }

  async function ask(session: Session, request: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = blueskySecret.safeParse(session.secret);
    if (!secret.success) return err({ type: 'reauth' });
    const answer = secret.data.kind === 'password' ? await callPassword(session, secret.data, request) : await callOauth(session, secret.data, request);
    if (!answer.ok) return answer;
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  }

  async function signOutOauth(session: Session, secret: OauthSecret): Promise<void> {
    try {
      await (await clientFor(await loadOauth(), session, secret).restore(session.remoteId, false)).signOut();
    } catch {
      // Best effort: the tokens are forgotten here in any case.
    } finally {
      clients.delete(session.accountId);
    }
  }

  const call: BlueskyClient['call'] = async (session, request) => {
    const answer = await ask(session, request);
    if (answer.ok || answer.error.type !== 'reauth' || !request.name.startsWith('app.bsky.')) return answer;
    // The account's server hands this on to the app view, and its refusal back: a clock that is off there ends no login here.
    const own = await ask(session, { method: 'GET', name: 'com.atproto.server.getSession', effect: 'reads', signal: request.signal });
    return own.ok ? err({ type: 'unavailable', detail: 'the app view refused what the account’s server asked it', ...answerOf(answer.error) }) : own;
  };

  return {
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const read = readJson(answer.value, request.effect, shape);
      if (read.ok) request.told?.(answer.value.log);
      return read;
    },
    renew: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return err({ type: 'reauth' });
      if (secret.data.kind === 'password') {
        const renewed = await renewPassword(session, secret.data, signal);
        return renewed.ok ? ok({ expiresAt: null }) : renewed;
      }
      const library = await loadOauth();
      try {
        const oauth = await clientFor(library, session, secret.data).restore(session.remoteId, true);
        return ok({ expiresAt: (await oauth.getTokenInfo(false)).expiresAt?.getTime() ?? null });
      } catch (error) {
        return err(failed(library, error, 'reads', (text) => http.redact(text, valuesOf(session.secret))));
      }
    },
    signOut: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return;
      if (secret.data.kind === 'password') {
        await sendBearer(session, secret.data.refreshJwt, { method: 'POST', name: 'com.atproto.server.deleteSession', effect: 'reads', signal });
        return;
      }
      // The library takes no signal, so it is left to end by itself.
      await Promise.race([signOutOauth(session, secret.data), stopOf(signal)]);
    },
  };
}

const stopOf = (signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => { resolve(); }, { once: true });
});

export const endOf = (expiresAt: string | undefined): number | null => (expiresAt === undefined ? null : new Date(expiresAt).getTime());

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
