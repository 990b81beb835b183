import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE } from '#core/clock';
import { consentPage, html, messagePage } from './consent-page';
import { type Ask, json, type Reply, type Route } from './exchange';
import type { Settings } from './options';
import type { SignUp } from './sign-up';
import type { GrantStore } from './store/grants';
import type { PeopleStore } from './store/people';
import { hashOf, type IssuedTokens, type Tokens } from './tokens';

export interface OAuthDeps {
  readonly settings: Settings;
  readonly people: PeopleStore;
  readonly grants: GrantStore;
  readonly tokens: Tokens;
  readonly signUp: SignUp;
}

const CODE_LIFE = 5 * MINUTE;
const SCOPES = ['read', 'write'];
const COOKIE = 'practice_consent';

interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
  readonly scope: string;
}

/** OAuth 2 for native apps: code with PKCE S256, `state` and `iss`, loopback redirects on any port, rotating refresh tokens. */
export function createOAuthRoutes({ settings, people, grants, tokens, signUp }: OAuthDeps): readonly Route[] {
  const newSecret = (): string => Buffer.from(settings.random(24)).toString('base64url');
  /** Bound to a cookie that only this page gets, so another site cannot press Allow for somebody. */
  const csrfFor = (cookie: string): string => createHmac('sha256', settings.secret).update(`consent ${cookie}`).digest('base64url');

  function metadata(): Reply {
    const origin = settings.origin();
    return json(200, {
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      scopes_supported: SCOPES,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      authorization_response_iss_parameter_supported: true,
    });
  }

  function back(request: Pick<AuthorizeRequest, 'redirectUri' | 'state'>, answer: Readonly<Record<string, string>>): Reply {
    const target = new URL(request.redirectUri);
    for (const [name, value] of Object.entries({ ...answer, state: request.state, iss: settings.origin() })) target.searchParams.set(name, value);
    return { status: 303, headers: { location: target.href, 'cache-control': 'no-store', 'set-cookie': `${COOKIE}=; Path=/oauth; Max-Age=0` }, body: '' };
  }

  /** The request as understood, or the page or redirect that says what is wrong with it. */
  function readRequest(params: URLSearchParams): AuthorizeRequest | Reply {
    const [clientId, redirectUri] = [params.get('client_id') ?? '', params.get('redirect_uri') ?? ''];
    if (!/^[\w .:/-]{1,100}$/.test(clientId)) return html(400, messagePage('This link is not complete', 'It does not say which app is asking.'));
    // Nothing is sent to an address that is not on this machine, not even an error.
    if (!isLoopback(redirectUri)) return html(400, messagePage('This link is not safe', 'It would send the answer to another machine.'));
    const state = params.get('state') ?? '';
    const refuse = (error: string): Reply => back({ redirectUri, state }, { error });
    if (params.get('response_type') !== 'code') return refuse('unsupported_response_type');
    if (state === '' || state.length > 500) return refuse('invalid_request');
    const challenge = params.get('code_challenge') ?? '';
    if (params.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) return refuse('invalid_request');
    const scope = params.get('scope') ?? SCOPES.join(' ');
    if (!scope.split(' ').every((s) => SCOPES.includes(s))) return refuse('invalid_scope');
    return { clientId, redirectUri, state, challenge, scope };
  }

  function showConsent(ask: Ask, params: URLSearchParams, complaint: string | null): Reply {
    const request = readRequest(params);
    if ('status' in request) return request;
    const cookie = newSecret();
    const page = consentPage({
      clientName: request.clientId,
      people: people.all(),
      fields: {
        response_type: 'code', client_id: request.clientId, redirect_uri: request.redirectUri, state: request.state,
        code_challenge: request.challenge, code_challenge_method: 'S256', scope: request.scope, csrf: csrfFor(cookie),
      },
      complaint,
      chosen: params.get('account') ?? ask.url.searchParams.get('login_hint'),
    });
    return html(complaint === null ? 200 : 422, page, { 'set-cookie': `${COOKIE}=${cookie}; Path=/oauth; HttpOnly; SameSite=Strict` });
  }

  function decide(ask: Ask): Reply {
    const form = new URLSearchParams(ask.body.toString('utf8'));
    const request = readRequest(form);
    if ('status' in request) return request;
    const cookie = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(ask.headers.cookie ?? '')?.[1] ?? '';
    if (cookie === '' || !same(form.get('csrf') ?? '', csrfFor(cookie))) {
      return html(403, messagePage('This page is too old', 'Go back to the app and start again.'));
    }
    if (form.get('decision') !== 'allow') return back(request, { error: 'access_denied' });
    const [chosen, name] = [form.get('account') ?? 'new', form.get('name') ?? ''];
    // Whoever typed a name wants that account, also where the mark beside it was left on another one.
    const person = chosen === 'new' || name.trim() !== '' ? signUp(name) : people.byHandle(chosen);
    if (person === null) return showConsent(ask, form, 'Please choose another name: this one belongs to somebody, is longer than 60 characters, or has no letter from A to Z and no digit.');
    const code = newSecret();
    grants.addCode(hashOf(code), { ...request, personId: person.id, expiresAt: settings.clock.now() + CODE_LIFE });
    return back(request, { code });
  }

  const refused = (error: string, description: string): Reply => json(400, { error, error_description: description });
  const granted = (issued: IssuedTokens): Reply =>
    json(200, {
      access_token: issued.accessToken,
      token_type: 'Bearer',
      expires_in: Math.floor(issued.expiresInMs / 1000),
      refresh_token: issued.refreshToken,
      scope: issued.scope,
    });

  function token(ask: Ask): Reply {
    const form = new URLSearchParams(ask.body.toString('utf8'));
    const clientId = form.get('client_id') ?? '';
    if (form.get('grant_type') === 'refresh_token') {
      const issued = tokens.refresh(form.get('refresh_token') ?? '', clientId);
      return issued === null ? refused('invalid_grant', 'The refresh token is unknown, revoked or used up.') : granted(issued);
    }
    if (form.get('grant_type') !== 'authorization_code') return refused('unsupported_grant_type', 'Only authorization_code and refresh_token.');
    const hash = hashOf(form.get('code') ?? '');
    const code = grants.code(hash);
    if (code === null || code.expiresAt <= settings.clock.now()) return refused('invalid_grant', 'The code is unknown or too old.');
    if (code.family !== null) {
      grants.revokeFamily(code.family);
      return refused('invalid_grant', 'The code was used before.');
    }
    const verifier = form.get('code_verifier') ?? '';
    const fits = code.clientId === clientId && code.redirectUri === form.get('redirect_uri');
    if (!fits || !/^[\w.~-]{43,128}$/.test(verifier) || !same(createHash('sha256').update(verifier).digest('base64url'), code.challenge)) {
      return refused('invalid_grant', 'The code does not belong to this request.');
    }
    return grants.transaction(() => {
      const family = newSecret();
      grants.spendCode(hash, family);
      return granted(tokens.issue(code.personId, code.clientId, code.scope, family));
    });
  }

  function revoke(ask: Ask): Reply {
    tokens.revoke(new URLSearchParams(ask.body.toString('utf8')).get('token') ?? '');
    return json(200, {});
  }

  return [
    { access: 'open', method: 'GET', path: '/.well-known/oauth-authorization-server', handle: metadata },
    { access: 'open', method: 'GET', path: '/oauth/authorize', handle: (ask) => showConsent(ask, ask.url.searchParams, null) },
    { access: 'open', method: 'POST', path: '/oauth/authorize', handle: decide },
    { access: 'open', method: 'POST', path: '/oauth/token', handle: token },
    { access: 'open', method: 'POST', path: '/oauth/revoke', handle: revoke },
  ];
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function isLoopback(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname, username, hash } = new URL(redirectUri);
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname) && username === '' && hash === '';
}
