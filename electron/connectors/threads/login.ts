import { type Clock, type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readAuthorizeAnswer } from '../oauth/authorize';
import { createState } from '../oauth/pkce';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { threadsSecret, type ThreadsSecret } from './api-types';
import type { ThreadsClient, ThreadsDeps } from './client';
import { readProfile } from './profile';
import { type App, exchange, pasted } from './tokens';

/** The least that does all we do. */
export const SCOPES = ['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_manage_mentions', 'threads_manage_insights', 'threads_delete'] as const;
/** A code lives an hour, and so does our memory of having asked for it. */
const PATIENCE: Millis = 60 * MINUTE;

interface Asked extends App {
  readonly until: Millis;
}

/**
 * Threads sends the person back to an https address only, which nothing on this machine answers. So the login has two halves: the first
 * opens the browser and ends with `bad-input` of the field `answer`; the second is given the address that the browser ended on.
 */
export function createLogins(deps: ThreadsDeps, client: ThreadsClient): readonly LoginMethod[] {
  const asked = new Map<string, Asked>();
  return [
    {
      id: 'oauth',
      fields: [
        { id: 'clientId', kind: 'text', required: false }, { id: 'clientSecret', kind: 'password', required: false },
        { id: 'redirect', kind: 'text', required: false }, { id: 'answer', kind: 'text', required: false },
      ],
      login: async (fields, context) => {
        const answer = (fields['answer'] ?? '').trim();
        if (answer !== '') return finish(deps, client, asked, answer, context);
        const app = readApp(fields);
        return app.ok ? begin(deps, client, asked, app.value, context) : app;
      },
      // Its secret is used once and forgotten, so that is asked for each time.
      kept: (secret) => threadsSecret.safeParse(secret).data?.app ?? {},
    },
    {
      id: 'app-password',
      fields: [{ id: 'token', kind: 'password', required: true }],
      login: async (fields, { signal }) => {
        const token = (fields['token'] ?? '').trim();
        if (token.length < 20 || !/^[\x21-\x7e]+$/.test(token)) return err({ type: 'bad-input', field: 'token' });
        const { secret, scopes } = await pasted(deps, client.bases, token, signal);
        const who = await connected(client, secret, scopes, signal);
        return who.ok || who.error.type !== 'server-lied' ? who : err({ type: 'bad-input', field: 'token' });
      },
    },
  ];
}

function readApp(fields: Readonly<Record<string, string>>): Result<App, LoginError> {
  const [clientId = '', clientSecret = '', redirect = ''] = ['clientId', 'clientSecret', 'redirect'].map((name) => (fields[name] ?? '').trim());
  if (!/^\d{5,30}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{4,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  const url = URL.parse(redirect);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.hash !== '') return err({ type: 'bad-input', field: 'redirect' });
  // As it was typed: Threads compares it to the letter.
  return ok({ clientId, clientSecret, redirect });
}

function begin({ clock, randomBytes }: ThreadsDeps, { bases }: ThreadsClient, asked: Map<string, Asked>, app: App, context: LoginContext): Result<Connected, LoginError> {
  const state = createState(randomBytes);
  forget(asked, clock);
  asked.set(state, { ...app, until: clock.now() + PATIENCE });
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirect, scope: SCOPES.join(','), response_type: 'code', state });
  context.openBrowser(`${bases.login}/oauth/authorize?${query}`);
  return err({ type: 'bad-input', field: 'answer' });
}

async function finish(deps: ThreadsDeps, client: ThreadsClient, asked: Map<string, Asked>, answer: string, { signal }: LoginContext): Promise<Result<Connected, LoginError>> {
  forget(asked, deps.clock);
  const url = URL.parse(answer);
  if (url === null) return err({ type: 'bad-input', field: 'answer' });
  const state = url.searchParams.get('state') ?? '';
  const app = asked.get(state);
  const home = app === undefined ? null : new URL(app.redirect);
  if (app === undefined || home === null || url.origin !== home.origin || url.pathname !== home.pathname) return err({ type: 'forged', detail: 'the address does not answer what Linnet asked' });
  // Used up, whatever comes of it.
  asked.delete(state);
  const code = readAuthorizeAnswer(url.searchParams, { issuer: null, issRequired: false });
  if (!code.ok) return code;
  const secret = await exchange(deps, client.bases, app, code.value, signal);
  return secret.ok ? connected(client, secret.value, SCOPES, signal) : secret;
}

const forget = (asked: Map<string, Asked>, clock: Clock): void => {
  for (const [state, { until }] of asked) if (until <= clock.now()) asked.delete(state);
};

/** @param scopes none where nobody says what the token may do */
async function connected(client: ThreadsClient, secret: ThreadsSecret, scopes: readonly string[], signal: AbortSignal): Promise<Result<Connected, LoginError>> {
  const session: Session = {
    accountId: 'login:threads', serverUrl: client.bases.web, remoteId: '', handle: '', limits: null, secret: { ...secret },
    saveSecret: async () => undefined, lock: async (work) => work(),
  };
  const profile = await readProfile(client, session, signal);
  if (!profile.ok) return err(profileError(profile.error));
  return ok({
    serverUrl: client.bases.web, profile: profile.value, secret: { ...secret }, expiresAt: secret.expiresAt, scopes,
    missingScopes: scopes.length === 0 ? [] : SCOPES.filter((scope) => !scopes.includes(scope)),
  });
}

function profileError(error: ConnectorError): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type === 'unavailable' ? error.detail : 'it asks to wait' };
  return { type: 'server-lied', detail: 'the token may not read whose it is: threads_basic is needed' };
}
