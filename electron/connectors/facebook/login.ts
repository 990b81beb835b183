import { type Clock, type Millis, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import { err, ok, type Result } from '#core/result';
import { authorize, readAuthorizeAnswer } from '../oauth/authorize';
import { createState } from '../oauth/pkce';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type App, facebookSecret, type FacebookSecret } from './api-types';
import { VERSION } from './bases';
import type { FacebookClient, FacebookDeps } from './client';
import { connectPages, SCOPES } from './pages';
import { exchangeCode, lengthen } from './tokens';

/** Meta does not say how long a code lives; a quarter of an hour is enough to copy an address. */
const PATIENCE: Millis = 15 * MINUTE;

interface Asked extends App {
  readonly until: Millis;
}

/**
 * An app in development mode sends the person back to `http://localhost`, and the login ends by itself. A live one takes only registered
 * https addresses, which nothing on this machine answers: then the login has two halves. The first opens the browser and ends with
 * `bad-input` of the field `answer`; the second is given the address that the browser ended on.
 */
export function createLogins(deps: FacebookDeps, client: FacebookClient): readonly LoginMethod[] {
  const asked = new Map<string, Asked>();
  return [
    {
      id: 'oauth',
      fields: [
        { id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true },
        { id: 'redirect', kind: 'text', required: false }, { id: 'answer', kind: 'text', required: false },
      ],
      login: async (fields, context) => {
        const answer = (fields['answer'] ?? '').trim();
        if (answer !== '') return finish(deps, client, asked, answer, context);
        const app = readApp(fields);
        if (!app.ok) return app;
        const { redirect } = app.value;
        if (redirect === '') return inBrowser(deps, client, app.value, context);
        return isHttps(redirect) ? begin(deps, client, asked, app.value, context) : err({ type: 'bad-input', field: 'redirect' });
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

function isHttps(redirect: string): boolean {
  const url = URL.parse(redirect);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.hash === '';
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

function begin({ clock, randomBytes }: FacebookDeps, client: FacebookClient, asked: Map<string, Asked>, app: App, context: LoginContext): Result<Connected, LoginError> {
  const state = createState(randomBytes);
  forget(asked, clock);
  // The redirect as it was typed: Facebook compares it to the letter.
  asked.set(state, { ...app, until: clock.now() + PATIENCE });
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirect, scope: SCOPE, response_type: 'code', state });
  context.openBrowser(`${endpointOf(client)}?${query}`);
  return err({ type: 'bad-input', field: 'answer' });
}

async function finish(deps: FacebookDeps, client: FacebookClient, asked: Map<string, Asked>, answer: string, context: LoginContext): Promise<Result<Connected, LoginError>> {
  forget(asked, deps.clock);
  const url = URL.parse(answer);
  if (url === null) return err({ type: 'bad-input', field: 'answer' });
  const state = url.searchParams.get('state') ?? '';
  const known = asked.get(state);
  const home = known === undefined ? null : new URL(known.redirect);
  if (known === undefined || home === null || url.origin !== home.origin || url.pathname !== home.pathname) return err({ type: 'forged', detail: 'the address does not answer what Linnet asked' });
  // Used up, whatever comes of it.
  asked.delete(state);
  const code = readAuthorizeAnswer(url.searchParams, { issuer: null, issRequired: false });
  if (!code.ok) return code;
  const { clientId, clientSecret, redirect } = known;
  return withCode(deps, client, { clientId, clientSecret, redirect }, code.value, redirect, context);
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

const forget = (asked: Map<string, Asked>, clock: Clock): void => {
  for (const [state, { until }] of asked) if (until <= clock.now()) asked.delete(state);
};
