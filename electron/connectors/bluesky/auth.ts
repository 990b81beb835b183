import type { NodeSavedSession, NodeSavedState } from '@atproto/oauth-client-node';
import { z } from 'zod';
import { DAY, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { HttpError } from '../http/http-error';
import type { AccountProfile, Session } from '../ports/account';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import type { BlueskyClient, BlueskyDeps } from './client';
import { readHandle, readServer, type Identity } from './identity';
import { loadOauth, type Oauth } from './load-oauth';
import { errorName, isAccountClosed } from './map-error';
import { endOf } from './oauth-calls';
import { readProfile } from './profile';
import { SCOPE } from './scope';
import { toJson } from './secret';

/**
 * A client without a server of its own is signed out after this long, however often it renews (AT Protocol's OAuth specification, session
 * lifetimes of public clients, checked 2026-11-22). A server may end it earlier.
 */
const LOGIN_LIFE: Millis = 14 * DAY;

const sessionMade = z.object({ did: z.string(), handle: z.string(), accessJwt: z.string().min(1), refreshJwt: z.string().min(1), active: z.boolean().default(true), status: z.string().max(100).default('') });

/** A profile with the identity alone: what is shown when the app view cannot be asked right now. */
const bareProfile = (identity: Identity, app: string): AccountProfile => ({
  remoteId: identity.did, handle: identity.handle, displayName: identity.handle, profileUrl: `${app}/profile/${identity.handle}`, avatarUrl: null, followers: null, limits: null,
});

export function createLogins(deps: BlueskyDeps, client: BlueskyClient): readonly LoginMethod[] {
  const { bases, identities, http } = deps;

  async function connected(identity: Identity, secret: Connected['secret'], ends: Pick<Connected, 'expiresAt' | 'loginEndsAt'>, scopes: readonly string[], signal: AbortSignal): Promise<Connected> {
    const session: Session = {
      accountId: `login:${identity.did}`, serverUrl: identity.pds, remoteId: identity.did, handle: identity.handle, limits: null, secret,
      saveSecret: async () => undefined, lock: async (work) => work(),
    };
    const profile = await readProfile(client, session, bases, signal);
    const wanted = SCOPE.split(' ');
    return {
      serverUrl: identity.pds, profile: profile.ok ? { ...profile.value, handle: identity.handle } : bareProfile(identity, bases.app), secret, ...ends, scopes,
      missingScopes: scopes.length === 0 ? [] : wanted.filter((scope) => !scopes.includes(scope)),
    };
  }

  const oauth: LoginMethod['login'] = async (fields, context) => {
    const typed = fields['handle'] ?? '';
    const target = readHandle(typed) ?? readServer(typed, bases.allowHttp);
    if (target === null) return err({ type: 'bad-input', field: 'handle' });
    const redirect = await context.listen();
    try {
      let saved: NodeSavedSession | undefined;
      const states = new Map<string, NodeSavedState>();
      const { createOauthClient, isForged } = await loadOauth();
      const library = createOauthClient({
        http, bases, identities, redirectUri: redirect.url, states, lock: async (work) => work(),
        slot: { get: () => saved, set: async (session) => { saved = session; } },
      });
      const begun = await begin(library, target, context.signal, http.redact);
      if (!begun.ok) return begun;
      // The state the library made is the only one the listener accepts.
      const state = begun.value.searchParams.get('state') ?? [...states.keys()].at(-1) ?? '';
      context.openBrowser(begun.value.href);
      const answer = await redirect.answer(state);
      if (!answer.ok) return answer;
      const finished = await finish(library, answer.value, isForged, http.redact);
      if (!finished.ok) return finished;
      if (saved === undefined) return err({ type: 'server-lied', detail: 'no tokens came' });
      const identity = await identities.identityOf(finished.value, context.signal);
      if (!identity.ok) return identity;
      const secret = toJson({ kind: 'oauth', redirectUri: redirect.url, session: saved });
      const ends = { expiresAt: endOf(saved.tokenSet.expires_at), loginEndsAt: deps.clock.now() + LOGIN_LIFE };
      return ok(await connected(identity.value, secret, ends, saved.tokenSet.scope.split(' '), context.signal));
    } finally {
      await redirect.close();
    }
  };

  const appPassword: LoginMethod['login'] = async (fields, context) => {
    const handle = readHandle(fields['handle'] ?? '');
    if (handle === null) return err({ type: 'bad-input', field: 'handle' });
    const identity = await whereIs(handle, fields['server'] ?? '', context);
    if (!identity.ok) return identity;
    const answer = await http.request({
      method: 'POST', url: `${identity.value}/xrpc/com.atproto.server.createSession`, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier: handle, password: (fields['password'] ?? '').trim() }), redirect: 'error', signal: context.signal,
    });
    if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
    const refusal = errorName(answer.value);
    if (isAccountClosed(refusal)) return err({ type: 'account-closed', detail: refusal ?? '' });
    if (answer.value.status === 401 || answer.value.status === 400) return err({ type: 'wrong-password' });
    if (answer.value.status !== 200) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
    const made = sessionMade.safeParse(answer.value.json);
    if (!made.success) return err({ type: 'server-lied', detail: 'the session could not be read' });
    const { did, accessJwt, refreshJwt, active, status } = made.data;
    // A server lets in the owner of an account that is switched off, so that it can be switched on again; nothing can be posted.
    if (!active) return err({ type: 'account-closed', detail: status });
    return ok(await connected({ did, handle, pds: identity.value }, toJson({ kind: 'password', accessJwt, refreshJwt }), { expiresAt: null }, [], context.signal));
  };

  /** The server to sign in at: the one that was typed, or the one the handle's identity names. */
  async function whereIs(handle: string, typedServer: string, context: LoginContext): Promise<Result<string, LoginError>> {
    if (typedServer.trim() !== '') {
      const server = readServer(typedServer, bases.allowHttp);
      return server === null ? err({ type: 'bad-input', field: 'server' }) : ok(server);
    }
    const did = await identities.didOf(handle, context.signal);
    if (!did.ok) return did;
    if (did.value === null) return err({ type: 'not-found', detail: handle });
    const identity = await identities.identityOf(did.value, context.signal);
    return identity.ok ? ok(identity.value.pds) : identity;
  }

  return [
    { id: 'oauth', fields: [{ id: 'handle', kind: 'text', required: true }], login: oauth },
    { id: 'app-password', fields: [{ id: 'handle', kind: 'text', required: true }, { id: 'password', kind: 'password', required: true }, { id: 'server', kind: 'text', required: false }], login: appPassword },
  ];
}

type Library = ReturnType<Oauth['createOauthClient']>;

async function begin(library: Library, target: string, signal: AbortSignal, hide: Http['redact']): Promise<Result<URL, LoginError>> {
  try {
    return ok(await library.authorize(target, { scope: SCOPE, signal }));
  } catch (error) {
    if (signal.aborted) return err({ type: 'cancelled' });
    const detail = deepest(error, hide);
    if (detail.http !== null) return err({ type: 'unreachable', detail: detail.http });
    return err(/resolve identity|handle/i.test(detail.message) ? { type: 'not-found', detail: target } : { type: 'server-lied', detail: detail.message });
  }
}

async function finish(library: Library, answer: URLSearchParams, isForged: Oauth['isForged'], hide: Http['redact']): Promise<Result<string, LoginError>> {
  if (answer.get('error') === 'access_denied') return err({ type: 'denied' });
  try {
    const { session } = await library.callback(answer);
    return ok(session.did);
  } catch (error) {
    const detail = deepest(error, (text) => hide(text, ['code', 'state'].flatMap((name) => answer.get(name) ?? [])));
    if (detail.http !== null) return err({ type: 'unreachable', detail: detail.http });
    // Wrong issuer, unknown state, a code for somebody else: the answer did not belong to our question.
    return err(isForged(error) ? { type: 'forged', detail: detail.message } : { type: 'server-lied', detail: detail.message });
  }
}

/** @param hide the library's words are the server's, which may repeat what we sent. */
function deepest(error: unknown, hide: (text: string) => string): { readonly message: string; readonly http: string | null } {
  let message = '';
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof HttpError) return { message: hide(cause.message), http: `${cause.failure.type}: ${cause.failure.detail}` };
    message ||= cause.message;
  }
  return { message: hide(message).slice(0, 300), http: null };
}
