import { type Millis, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import { err, ok, type Result } from '#core/result';
import { authorize } from '../oauth/authorize';
import { type Coded, createRegisteredRedirect } from '../oauth/registered-redirect';
import { isHttpsRedirect } from '../oauth/window-rules';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type App, facebookSecret, type FacebookSecret } from './api-types';
import { VERSION } from './bases';
import type { FacebookClient, FacebookDeps } from './client';
import { connectPages, SCOPES } from './pages';
import { exchangeCode, lengthen } from './tokens';

/** Meta does not say how long a code lives; a quarter of an hour is enough to copy an address. */
const PATIENCE: Millis = 15 * MINUTE;

/** An app in development mode sends the person back to `http://localhost`, a live one to registered https addresses only. */
export function createLogins(deps: FacebookDeps, client: FacebookClient): readonly LoginMethod[] {
  const way = createRegisteredRedirect<App>(deps, { endpoint: endpointOf(client), scope: SCOPE, patienceMs: PATIENCE });
  const coded = (done: Result<Coded<App>, LoginError>, context: LoginContext): Promise<Result<Connected, LoginError>> | Result<never, LoginError> =>
    (done.ok ? withCode(deps, client, done.value.app, done.value.code, done.value.app.redirect, context) : done);
  return [
    {
      id: 'oauth',
      fields: [
        { id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true },
        { id: 'redirect', kind: 'text', required: false }, { id: 'answer', kind: 'text', required: false },
      ],
      login: async (fields, context) => {
        const answer = (fields['answer'] ?? '').trim();
        if (answer !== '') return coded(way.finish(answer), context);
        const app = readApp(fields);
        if (!app.ok) return app;
        const { redirect } = app.value;
        if (redirect === '') return inBrowser(deps, client, app.value, context);
        return isHttpsRedirect(redirect) ? coded(await way.begin(app.value, context), context) : err({ type: 'bad-input', field: 'redirect' });
      },
      kept: keptKeys,
    },
    {
      id: 'app-password',
      fields: [{ id: 'token', kind: 'password', required: true }, { id: 'clientId', kind: 'text', required: false }, { id: 'clientSecret', kind: 'password', required: false }],
      login: async (fields, context) => {
        const token = (fields['token'] ?? '').trim();
        if (token.length < 20 || !/^[\x21-\x7e]+$/.test(token)) return err({ type: 'bad-input', field: 'token' });
        const isAlone = (fields['clientId'] ?? '').trim() === '' && (fields['clientSecret'] ?? '').trim() === '';
        const app = isAlone ? ok(null) : readApp(fields);
        if (!app.ok) return app;
        const done = await withToken(deps, client, { accessToken: token, app: app.value }, context);
        return done.ok || done.error.type !== 'server-lied' ? done : err({ type: 'bad-input', field: 'token' });
      },
      kept: keptKeys,
    },
  ];
}

function readApp(fields: Readonly<Record<string, string>>): Result<App, LoginError> {
  const [clientId = '', clientSecret = '', redirect = ''] = ['clientId', 'clientSecret', 'redirect'].map((name) => (fields[name] ?? '').trim());
  if (!/^\d{5,30}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{8,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  return ok({ clientId, clientSecret, redirect });
}

function keptKeys(secret: JsonObject): Readonly<Record<string, string>> {
  return facebookSecret.safeParse(secret).data?.app ?? {};
}

const endpointOf = ({ bases }: FacebookClient): string => `${bases.web}${VERSION}/dialog/oauth`;
const SCOPE = SCOPES.join(',');

async function inBrowser(deps: FacebookDeps, client: FacebookClient, app: App, context: LoginContext): Promise<Result<Connected, LoginError>> {
  const redirect = await context.listen({ host: 'localhost' });
  try {
    const request = { endpoint: endpointOf(client), clientId: app.clientId, scope: SCOPE, issuer: null, issRequired: false, pkce: false };
    const authorized = await authorize(request, redirect, context, deps.randomBytes);
    return authorized.ok ? await withCode(deps, client, app, authorized.value.code, authorized.value.redirectUri, context) : authorized;
  } finally {
    await redirect.close();
  }
}

async function withCode(deps: FacebookDeps, client: FacebookClient, app: App, code: string, redirect: string, context: LoginContext): Promise<Result<Connected, LoginError>> {
  const short = await exchangeCode({ http: deps.http, bases: client.bases }, app, code, redirect, context.signal);
  return short.ok ? withToken(deps, client, short.value, context) : short;
}

/** A Page's own token is not one to lengthen; whatever is refused is used as it is, and then says itself when it ends. */
async function withToken(deps: FacebookDeps, client: FacebookClient, token: FacebookSecret, context: LoginContext): Promise<Result<Connected, LoginError>> {
  const long = token.app === null ? null : await lengthen({ http: deps.http, bases: client.bases }, token.app, token.accessToken, context.signal);
  if (long !== null && !long.ok && long.error.type !== 'server-lied') return long;
  return connectPages(deps, client, long?.ok === true ? long.value : token, context);
}
