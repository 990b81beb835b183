import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { LoginContext, LoginError, LoopbackRedirect } from '../ports/login';
import { createPkce, createState } from './pkce';
import type { RandomBytes } from './pkce';

export interface AuthorizeRequest {
  readonly endpoint: string;
  readonly clientId: string;
  readonly scope: string;
  /** Where the server states its issuer, the answer is checked against it (RFC 9207). */
  readonly issuer: string | null;
  /** `authorization_response_iss_parameter_supported`: an answer without `iss` is then forged. */
  readonly issRequired: boolean;
  /** `hex`: the challenge in the way TikTok wants it. */
  readonly pkce: boolean | 'hex';
  /** How the network calls the client's id. Default: `client_id`. */
  readonly clientIdName?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

export interface Authorized {
  readonly code: string;
  readonly redirectUri: string;
  /** null where the server does not offer PKCE. */
  readonly verifier: string | null;
}

/** Sends the person to the network's page and waits for the code. The caller closes `redirect`. */
export async function authorize(
  request: AuthorizeRequest,
  redirect: LoopbackRedirect,
  context: Pick<LoginContext, 'openBrowser'>,
  randomBytes: RandomBytes,
): Promise<Result<Authorized, LoginError>> {
  const state = createState(randomBytes);
  const pkce = request.pkce === false ? null : createPkce(randomBytes, request.pkce === 'hex' ? 'hex' : 'base64url');
  const url = URL.parse(request.endpoint);
  if (url === null) return err({ type: 'server-lied', detail: 'the address of the login page is none' });
  const fields: Readonly<Record<string, string>> = {
    ...request.extra,
    response_type: 'code',
    [request.clientIdName ?? 'client_id']: request.clientId,
    redirect_uri: redirect.url,
    scope: request.scope,
    state,
    ...(pkce === null ? {} : { code_challenge: pkce.challenge, code_challenge_method: pkce.method }),
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);

  const waiting = redirect.answer(state);
  context.openBrowser(url.href);
  const answer = await waiting;
  if (!answer.ok) return answer;
  const code = readAuthorizeAnswer(answer.value, request);
  return code.ok ? ok({ code: code.value, redirectUri: redirect.url, verifier: pkce?.verifier ?? null }) : code;
}

/** The code, or why there is none. The state was checked by the listener. */
export function readAuthorizeAnswer(
  answer: URLSearchParams,
  { issuer, issRequired }: Pick<AuthorizeRequest, 'issuer' | 'issRequired'>,
): Result<string, LoginError> {
  const iss = answer.get('iss');
  if (issuer !== null && iss !== null && iss !== issuer) return err({ type: 'forged', detail: 'the answer names another server' });
  if (issuer !== null && issRequired && iss === null) return err({ type: 'forged', detail: 'the answer does not name its server' });
  const error = answer.get('error');
  if (error === 'access_denied') return err({ type: 'denied' });
  if (error === 'server_error' || error === 'temporarily_unavailable') return err({ type: 'unreachable', detail: error });
  if (error !== null) return err({ type: 'server-lied', detail: `${error} ${answer.get('error_description') ?? ''}`.trim().slice(0, 300) });
  const code = answer.get('code') ?? '';
  return code === '' ? err({ type: 'server-lied', detail: 'the answer holds no code' }) : ok(code);
}
