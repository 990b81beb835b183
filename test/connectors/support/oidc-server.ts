import http from 'node:http';
import Provider from 'oidc-provider';
import { listenOnLoopback } from './listen';

/** A real OAuth 2 server (oidc-provider) in this process, with PKCE enforced and rotating refresh tokens. */
export interface OidcServer {
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** The person in the browser: signs in and agrees, or says no; ends with the redirect to the app, which is followed. */
  readonly person: (authorizeUrl: string, answer?: 'agrees' | 'refuses') => Promise<{ readonly callback: URL; readonly page: string; readonly status: number }>;
  readonly close: () => Promise<void>;
}

export async function startOidcServer(): Promise<OidcServer> {
  let handle: http.RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = http.createServer((request, response) => handle(request, response));
  const issuer = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  const clientId = 'desk';
  // The built-in pages and keys are for development; the provider says so on the console at every start.
  const speak = { info: console.info, warn: console.warn };
  Object.assign(console, { info: () => {}, warn: () => {} });
  handle = new Provider(issuer, {
    clients: [
      {
        client_id: clientId, application_type: 'native', redirect_uris: ['http://127.0.0.1/callback'], token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    rotateRefreshToken: true,
    clockTolerance: 0,
    issueRefreshToken: () => Promise.resolve(true),
    scopes: ['openid', 'offline_access', 'posts.write'],
    ttl: { AccessToken: 600, AuthorizationCode: 60, RefreshToken: 3600, IdToken: 60, Interaction: 600, Session: 600, Grant: 3600 },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    cookies: { keys: ['only-for-tests'] },
  }).callback();
  Object.assign(console, speak);
  return {
    issuer,
    authorizeUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    clientId,
    person: (url, answer = 'agrees') => drive(url, answer),
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

async function drive(start: string, answer: 'agrees' | 'refuses'): Promise<{ readonly callback: URL; readonly page: string; readonly status: number }> {
  const jar = new Map<string, string>();
  const hop = async (url: string, form?: Record<string, string>): Promise<{ readonly status: number; readonly location: string | null; readonly text: string }> => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const pair = cookie.split(';')[0] ?? '';
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    return { status: response.status, location: location === null ? null : new URL(location, url).href, text: await response.text() };
  };
  let url = start;
  for (let step = 0; step < 12; step += 1) {
    const at = await hop(url);
    if (at.location !== null) {
      url = at.location;
      const callback = new URL(url);
      if (callback.pathname !== '/callback') continue;
      const landed = await fetch(callback);
      return { callback, page: await landed.text(), status: landed.status };
    }
    if (answer === 'refuses') {
      url = new URL(/href="([^"]*abort[^"]*)"/.exec(at.text)?.[1] ?? '', url).href;
      continue;
    }
    const action = /action="([^"]+)"/.exec(at.text)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(at.text)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`no form: ${at.status} ${at.text.slice(0, 300)}`);
    url = (await hop(new URL(action, url).href, { prompt, ...(prompt === 'login' ? { login: 'alice', password: 'x' } : {}) })).location ?? '';
  }
  throw new Error('the login pages never came to an end');
}
