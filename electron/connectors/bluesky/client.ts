import type { z } from 'zod';
import type { Clock } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { answerOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { BlueskyBases } from './bases';
import type { IdentityResolver } from './identity';
import { answerError, type XrpcAnswer } from './map-error';
import { createOauthCalls } from './oauth-calls';
import { createPasswordCalls } from './password-calls';
import { blueskySecret } from './secret';
import type { XrpcCall } from './xrpc';

export interface BlueskyDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly bases: BlueskyBases;
  readonly identities: IdentityResolver;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface BlueskyClient {
  readonly call: (session: Session, call: XrpcCall) => Promise<Result<XrpcAnswer, ConnectorError>>;
  readonly read: <T>(session: Session, call: XrpcCall, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  /** Renews the login now; the new end of the access token, UTC ms. */
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<{ readonly expiresAt: number | null }, ConnectorError>>;
  readonly signOut: (session: Session, signal: AbortSignal) => Promise<void>;
}

export function createBlueskyClient(deps: BlueskyDeps): BlueskyClient {
  const password = createPasswordCalls(deps);
  const oauth = createOauthCalls(deps);

  async function ask(session: Session, request: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = blueskySecret.safeParse(session.secret);
    if (!secret.success) return err({ type: 'reauth' });
    const answer = secret.data.kind === 'password' ? await password.call(session, secret.data, request) : await oauth.call(session, secret.data, request);
    if (!answer.ok) return answer;
    const error = answerError(answer.value, request.effect, deps.clock.now());
    return error === null ? answer : err(error);
  }

  const call: BlueskyClient['call'] = async (session, request) => {
    const answer = await ask(session, request);
    if (answer.ok || answer.error.type !== 'reauth' || !request.name.startsWith('app.bsky.')) return answer;
    // The account's server hands this on to the app view, and its refusal back: a clock that is off there ends no login here.
    const own = await ask(session, { method: 'GET', name: 'com.atproto.server.getSession', effect: 'reads', signal: request.signal });
    return own.ok ? err({ type: 'unavailable', detail: 'the app view refused what the account’s server asked it', ...answerOf(answer.error) }) : own;
  };

  return {
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const read = readJson(answer.value, request.effect, shape);
      if (read.ok) request.told?.(answer.value.log);
      return read;
    },
    renew: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return err({ type: 'reauth' });
      if (secret.data.kind === 'oauth') return oauth.renew(session, secret.data);
      const renewed = await password.renew(session, secret.data, signal);
      return renewed.ok ? ok({ expiresAt: null }) : renewed;
    },
    signOut: async (session, signal) => {
      const secret = blueskySecret.safeParse(session.secret);
      if (!secret.success) return;
      await (secret.data.kind === 'password' ? password.signOut(session, secret.data, signal) : oauth.signOut(session, secret.data, signal));
    },
  };
}
