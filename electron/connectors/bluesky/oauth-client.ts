import { buildAtprotoLoopbackClientMetadata, NodeOAuthClient, OAuthCallbackError, OAuthResponseError, TokenRefreshError, TokenInvalidError, type NodeSavedSession, type NodeSavedState } from '@atproto/oauth-client-node';
import type { Http } from '../http/http';
import type { BlueskyBases } from './bases';
import type { IdentityResolver } from './identity';
import { SCOPE } from './scope';

export interface SessionSlot {
  readonly get: () => NodeSavedSession | undefined;
  readonly set: (session: NodeSavedSession) => Promise<void>;
}

/**
 * One client for one redirect address: a loopback client's id contains it, so a refresh needs the client of the login.
 * `lock` must let one refresh of an account run at a time: a refresh token works once.
 */
export function createOauthClient(deps: {
  readonly http: Http;
  readonly bases: BlueskyBases;
  readonly identities: IdentityResolver;
  readonly redirectUri: string;
  readonly states: Map<string, NodeSavedState>;
  readonly slot: SessionSlot;
  readonly lock: <T>(work: () => Promise<T>) => Promise<T>;
}): NodeOAuthClient {
  const { bases, states, slot } = deps;
  return new NodeOAuthClient({
    clientMetadata: buildAtprotoLoopbackClientMetadata({ scope: SCOPE, redirect_uris: [deps.redirectUri] }),
    fetch: fetchFor(deps.http, bases),
    allowHttp: bases.allowHttp,
    plcDirectoryUrl: bases.plc,
    handleResolver: {
      resolve: async (handle, options) => {
        const did = await deps.identities.didOf(handle, options?.signal ?? undefined);
        if (!did.ok) throw new TypeError(`handle look-up: ${did.error.type}`);
        return did.value as `did:plc:${string}` | null;
      },
    },
    stateStore: { get: async (key) => states.get(key), set: async (key, value) => { states.set(key, value); }, del: async (key) => { states.delete(key); } },
    sessionStore: {
      get: async () => slot.get(),
      set: async (_did, session) => { await slot.set(session); },
      // The library forgets a session on any failed refresh, a lost line included. Only the network's own word may sign somebody out
      // (see `isDeadLogin`), so nothing is deleted here.
      del: async () => undefined,
    },
    requestLock: async (_key, work) => deps.lock(async () => work()),
  });
}

/** The library reads did:web documents itself, from addresses that whoever made them has chosen. */
const fetchFor = (http: Http, bases: BlueskyBases): typeof globalThis.fetch => async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  return (pathname.endsWith('/did.json') && !bases.allowHttp ? http.publicOnly : http).fetch(input, init);
};

/** An answer that did not belong to our question. */
export const isForged = (error: unknown): boolean => error instanceof OAuthCallbackError;

/** Did the server itself say that the login is over? A lost line, a 5xx or a time-out never counts. */
export function isDeadLogin(error: unknown): boolean {
  if (error instanceof TokenInvalidError) return true;
  if (!(error instanceof TokenRefreshError)) return false;
  const cause: unknown = error.cause;
  return cause instanceof OAuthResponseError ? cause.error === 'invalid_grant' : error.message === 'No refresh token available';
}
