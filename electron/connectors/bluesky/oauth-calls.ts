import type { NodeOAuthClient, OAuthSession } from '@atproto/oauth-client-node';
import { err, ok, type Result } from '#core/result';
import { HttpError } from '../http/http-error';
import { type Effect, failureError } from '../http/outcome';
import { readRetryAt } from '../http/retry-after';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { BlueskyDeps } from './client';
import { loadOauth, type Oauth } from './load-oauth';
import { errorName, isAccountClosed, type XrpcAnswer } from './map-error';
import { blueskySecret, type OauthSecret, toJson, valuesOf } from './secret';
import { bodyOf, headersOf, pathOf, tellLimits, type XrpcCall } from './xrpc';

/** Calls with a login over OAuth. AT Protocol's own library renews the tokens and proves each call with DPoP. */
export function createOauthCalls({ http, clock, bases, identities }: Pick<BlueskyDeps, 'http' | 'clock' | 'bases' | 'identities'>) {
  const clients = new Map<string, { readonly redirectUri: string; readonly client: NodeOAuthClient }>();

  function clientFor({ createOauthClient }: Oauth, session: Session, secret: OauthSecret): NodeOAuthClient {
    const known = clients.get(session.accountId);
    if (known !== undefined && known.redirectUri === secret.redirectUri) return known.client;
    const client = createOauthClient({
      http, bases, identities, redirectUri: secret.redirectUri, states: new Map(),
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

  async function send(session: Session, oauth: OAuthSession, request: XrpcCall, hide: (text: string) => string): Promise<XrpcAnswer> {
    const begun = clock.monotonic();
    const asked = bodyOf(request);
    // The library may send a body twice, with a proof for each: it wants the bytes. A video for Bluesky is a hundred megabytes at the most.
    const body = typeof asked === 'object' && 'file' in asked ? await asked.file.readRange(0, asked.file.bytes) : asked;
    const response = await oauth.fetchHandler(pathOf(request), {
      method: request.method, headers: headersOf(request), signal: request.signal, redirect: 'error', ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    tellLimits(session, response.headers, clock.now());
    const text = await response.text();
    const log: NetworkAnswer = {
      request: hide(`${request.method} ${pathOf(request)}`).slice(0, 300), status: response.status, body: hide(text.slice(0, 32_000)).slice(0, 4_000),
      durationMs: Math.max(0, Math.round(clock.monotonic() - begun)),
    };
    return { status: response.status, json: parse(text), retryAt: readRetryAt(response.status, response.headers, clock.now()), log, redact: hide };
  }

  async function call(session: Session, secret: OauthSecret, request: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const before = valuesOf(session.secret);
    // A refresh on the way changes the tokens, so both the old and the new ones are hidden.
    const hide = (text: string): string => http.redact(text, [...before, ...valuesOf(session.secret)]);
    let handed = false;
    const library = await loadOauth();
    try {
      const oauth = await clientFor(library, session, secret).restore(session.remoteId, false);
      if (request.signal.aborted) return err({ type: 'aborted' });
      handed = true;
      const first = await send(session, oauth, request, hide);
      if (first.status !== 401 || isAccountClosed(errorName(first))) return ok(first);
      // The library answers with the old 401 also when its refresh merely failed: ask whether the login is really over.
      await oauth.getTokenInfo(true);
      // It is not, and 401 is a promise that nothing was done.
      return ok(await send(session, oauth, request, hide));
    } catch (error) {
      // The library does not tell whether our call had left when it was stopped.
      if (request.signal.aborted) return err(handed && request.effect === 'commits' ? { type: 'unknown', detail: 'stopped by Linnet' } : { type: 'aborted' });
      return err(failed(library, error, request.effect, hide));
    }
  }

  async function end(session: Session, secret: OauthSecret): Promise<void> {
    try {
      await (await clientFor(await loadOauth(), session, secret).restore(session.remoteId, false)).signOut();
    } catch {
      // Best effort: the tokens are forgotten here in any case.
    } finally {
      clients.delete(session.accountId);
    }
  }

  return {
    call,
    /** The new end of the access token, UTC ms. */
    renew: async (session: Session, secret: OauthSecret): Promise<Result<{ readonly expiresAt: number | null }, ConnectorError>> => {
      const library = await loadOauth();
      try {
        const oauth = await clientFor(library, session, secret).restore(session.remoteId, true);
        return ok({ expiresAt: (await oauth.getTokenInfo(false)).expiresAt?.getTime() ?? null });
      } catch (error) {
        return err(failed(library, error, 'reads', (text) => http.redact(text, valuesOf(session.secret))));
      }
    },
    // The library takes no signal, so it is left to end by itself.
    signOut: (session: Session, secret: OauthSecret, signal: AbortSignal): Promise<void> => Promise.race([end(session, secret), stopOf(signal)]),
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
