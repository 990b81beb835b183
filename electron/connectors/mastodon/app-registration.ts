import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http } from '../http/http';
import type { LoginError } from '../ports/login';
import { appAnswer } from './api-types';

/** What a server gave us when we introduced ourselves. Kept per server, so that each login does not make a new app there. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
}
/** Kept by the main process, encrypted like tokens. */
export interface AppRegistrations {
  readonly get: (serverUrl: string) => AppRegistration | null;
  readonly set: (serverUrl: string, registration: AppRegistration) => void;
}

export interface AppRequest {
  readonly serverUrl: string;
  readonly tokenUrl: string;
  readonly scopes: string;
  readonly redirectUri: string;
  /**
   * Mastodon ignores the port of a loopback redirect (Doorkeeper 5.1 and later), so one registration serves every login.
   * Others compare the whole address: they get a new one each time.
   */
  readonly anyPort: boolean;
  /** 4.3 and later take a list of redirects; before that they were lines of one string. */
  readonly takesList: boolean;
  readonly signal: AbortSignal;
}

export const APP_NAME = 'Linnet';

export async function ensureApp(http: Http, store: AppRegistrations, request: AppRequest): Promise<Result<AppRegistration, LoginError>> {
  const known = request.anyPort ? store.get(request.serverUrl) : null;
  if (known !== null && known.scopes === request.scopes && (await stillKnown(http, request, known))) return ok(known);
  const redirects = request.anyPort ? [request.redirectUri.replace(/:\d+(?=\/)/, ''), request.redirectUri] : [request.redirectUri];
  const answer = await http.request({
    method: 'POST',
    url: `${request.serverUrl}/api/v1/apps`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: APP_NAME,
      redirect_uris: request.takesList ? redirects : redirects.join('\n'),
      scopes: request.scopes,
    }),
    signal: request.signal,
  });
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  if (answer.value.status === 429 || answer.value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
  const parsed = appAnswer.safeParse(answer.value.json);
  if (!parsed.success || answer.value.status >= 300) return err({ type: 'server-lied', detail: `registering the app: HTTP ${answer.value.status}` });
  const registration = { clientId: parsed.data.client_id, clientSecret: parsed.data.client_secret, scopes: request.scopes };
  if (request.anyPort) {
    store.set(request.serverUrl, registration);
    // Servers before 4.3 clear away apps that never had a token.
    await stillKnown(http, request, registration);
  }
  return ok(registration);
}

/** False only when the server says that it does not know the app (any more). */
async function stillKnown(http: Http, request: AppRequest, app: AppRegistration): Promise<boolean> {
  const answer = await http.request({
    method: 'POST',
    url: request.tokenUrl,
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: app.clientId, client_secret: app.clientSecret, redirect_uri: request.redirectUri }),
    signal: request.signal,
  });
  return !(answer.ok && answer.value.status === 401);
}
