import { HOUR, type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { authorize } from '../oauth/authorize';
import { type Coded, createRegisteredRedirect } from '../oauth/registered-redirect';
import type { Connected, LoginContext, LoginError, LoginField, LoginMethod } from '../ports/login';
import { VERSION } from './bases';
import type { InstagramClient, InstagramDeps } from './client';
import { connect } from './connect';
import { connectByPages, PAGE_SCOPES } from './pages';
import { readApp } from './read-app';
import { type App, instagramSecret, type InstagramSecret, TOKEN_LIFE, tokenFrom } from './secret';
import { askAbout, exchangeAtFacebook, exchangeAtInstagram } from './tokens';

/** The least that does all we do. */
export const SCOPES = ['instagram_business_basic', 'instagram_business_content_publish', 'instagram_business_manage_comments', 'instagram_business_manage_insights'] as const;
/** A code lives an hour at Instagram, and nobody says how long at Facebook. */
const PATIENCE: Millis = 30 * MINUTE;
/** From the second day on a pasted token is renewed: nobody says how old it is. */
const PASTED_RENEWAL: Millis = 25 * HOUR;

type Fields = Readonly<Record<string, string>>;
const said = (fields: Fields, name: string): string => (fields[name] ?? '').trim();
const app = (required: boolean): readonly LoginField[] => [{ id: 'clientId', kind: 'text', required }, { id: 'clientSecret', kind: 'password', required }];
const redirect: LoginField = { id: 'redirect', kind: 'text', required: false };
const answer: LoginField = { id: 'answer', kind: 'text', required: false };

/** At Instagram itself, at Facebook by the Page that the account belongs to, or with a token of either. */
export function createLogins(deps: InstagramDeps, client: InstagramClient): readonly LoginMethod[] {
  return [atInstagram(deps, client), atFacebook(deps, client), {
    id: 'app-password',
    fields: [{ id: 'token', kind: 'password', required: true }, ...app(false)],
    login: async (fields, context) => {
      const token = said(fields, 'token');
      if (token.length < 20 || !/^[\x21-\x7e]+$/.test(token)) return err({ type: 'bad-input', field: 'token' });
      const isAlone = said(fields, 'clientId') === '' && said(fields, 'clientSecret') === '';
      const known = isAlone ? ok(null) : readApp(fields);
      if (!known.ok) return known;
      const done = await withToken(deps, client, token, known.value, context);
      return done.ok || done.error.type !== 'server-lied' ? done : err({ type: 'bad-input', field: 'token' });
    },
    kept: keptOf('page'),
  }];
}

/** Each login has an app of its own, so keys of the other one are no help. */
const keptOf = (way: InstagramSecret['way']): NonNullable<LoginMethod['kept']> => (secret) => {
  const known = instagramSecret.safeParse(secret).data;
  return known?.way === way ? (known.app ?? {}) : {};
};

/** Instagram leads back to registered https addresses only. */
function atInstagram(deps: InstagramDeps, client: InstagramClient): LoginMethod {
  const way = createRegisteredRedirect<App>(deps, { endpoint: `${client.bases.web}/oauth/authorize`, scope: SCOPES.join(','), patienceMs: PATIENCE });
  const withCode = async (coded: Result<Coded<App>, LoginError>, { signal }: LoginContext): Promise<Result<Connected, LoginError>> => {
    if (!coded.ok) return coded;
    const exchanged = await exchangeAtInstagram({ http: deps.http, bases: client.bases }, coded.value, signal);
    if (!exchanged.ok) return exchanged;
    const { long, scopes } = exchanged.value;
    const { clientId, redirect: to } = coded.value.app;
    return connect(client, tokenFrom(long.access_token, long.expires_in ?? null, deps.clock.now(), { clientId, redirect: to }), '', scopes, SCOPES, signal);
  };
  return {
    id: 'oauth',
    fields: [...app(true), { ...redirect, required: true }, answer],
    login: async (fields, context) => {
      if (said(fields, 'answer') !== '') return withCode(way.finish(said(fields, 'answer')), context);
      const known = readApp(fields);
      if (!known.ok) return known;
      return known.value.redirect === '' ? err({ type: 'bad-input', field: 'redirect' }) : withCode(await way.begin(known.value, context), context);
    },
    kept: keptOf('instagram'),
  };
}

/** An app in development mode leads back to `http://localhost`, a live one to registered https addresses only. */
function atFacebook(deps: InstagramDeps, client: InstagramClient): LoginMethod {
  const endpoint = `${client.bases.dialog}${VERSION}/dialog/oauth`;
  const scope = PAGE_SCOPES.join(',');
  const way = createRegisteredRedirect<App>(deps, { endpoint, scope, patienceMs: PATIENCE });
  const withCode = async (known: App, code: string, to: string, context: LoginContext): Promise<Result<Connected, LoginError>> => {
    const short = await exchangeAtFacebook({ http: deps.http, bases: client.bases }, known, code, to, context.signal);
    return short.ok ? connectByPages(deps, client, short.value, known, context) : short;
  };
  const withCoded = (coded: Result<Coded<App>, LoginError>, context: LoginContext): Promise<Result<Connected, LoginError>> | Result<never, LoginError> =>
    (coded.ok ? withCode(coded.value.app, coded.value.code, coded.value.app.redirect, context) : coded);
  const inBrowser = async (known: App, context: LoginContext): Promise<Result<Connected, LoginError>> => {
    const loopback = await context.listen({ host: 'localhost' });
    try {
      const done = await authorize({ endpoint, clientId: known.clientId, scope, issuer: null, issRequired: false, pkce: false }, loopback, context, deps.randomBytes);
      return done.ok ? await withCode(known, done.value.code, done.value.redirectUri, context) : done;
    } finally {
      await loopback.close();
    }
  };
  return {
    id: 'oauth-page',
    fields: [...app(true), redirect, answer],
    login: async (fields, context) => {
      if (said(fields, 'answer') !== '') return withCoded(way.finish(said(fields, 'answer')), context);
      const known = readApp(fields);
      if (!known.ok) return known;
      return known.value.redirect === '' ? inBrowser(known.value, context) : withCoded(await way.begin(known.value, context), context);
    },
    kept: keptOf('page'),
  };
}

/** Tokens of Instagram's own begin with IG, those of Facebook with EA: seen everywhere, and documented nowhere. */
async function withToken(deps: InstagramDeps, client: InstagramClient, token: string, known: App | null, context: LoginContext): Promise<Result<Connected, LoginError>> {
  if (!token.startsWith('IG')) return connectByPages(deps, client, token, known, context);
  const facts = await askAbout({ http: deps.http, bases: client.bases }, client.bases.instagram, token, null, context.signal);
  const now = deps.clock.now();
  return connect(client, { way: 'instagram', app: null, accessToken: token, expiresAt: facts.expiresAt ?? now + TOKEN_LIFE, renewAt: now + PASTED_RENEWAL }, '', facts.scopes, SCOPES, context.signal);
}
