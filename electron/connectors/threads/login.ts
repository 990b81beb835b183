import { type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { type Coded, createRegisteredRedirect } from '../oauth/registered-redirect';
import { isHttpsRedirect } from '../oauth/window-rules';
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

/** Threads sends the person back to a registered https address only. */
export function createLogins(deps: ThreadsDeps, client: ThreadsClient): readonly LoginMethod[] {
  const way = createRegisteredRedirect<App>(deps, { endpoint: `${client.bases.login}/oauth/authorize`, scope: SCOPES.join(','), patienceMs: PATIENCE });
  return [
    {
      id: 'oauth',
      fields: [
        { id: 'clientId', kind: 'text', required: false }, { id: 'clientSecret', kind: 'password', required: false },
        { id: 'redirect', kind: 'text', required: false }, { id: 'answer', kind: 'text', required: false },
      ],
      login: async (fields, context) => {
        const answer = (fields['answer'] ?? '').trim();
        if (answer !== '') return withCode(deps, client, way.finish(answer), context);
        const app = readApp(fields);
        return app.ok ? withCode(deps, client, await way.begin(app.value, context), context) : app;
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
  if (!isHttpsRedirect(redirect)) return err({ type: 'bad-input', field: 'redirect' });
  // As it was typed: Threads compares it to the letter.
  return ok({ clientId, clientSecret, redirect });
}

async function withCode(deps: ThreadsDeps, client: ThreadsClient, coded: Result<Coded<App>, LoginError>, { signal }: LoginContext): Promise<Result<Connected, LoginError>> {
  if (!coded.ok) return coded;
  const secret = await exchange(deps, client.bases, coded.value.app, coded.value.code, signal);
  return secret.ok ? connected(client, secret.value, SCOPES, signal) : secret;
}

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
