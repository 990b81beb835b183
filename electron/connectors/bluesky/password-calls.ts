import { z } from 'zod';
import type { Clock } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { failureError } from '../http/outcome';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { answerError, type XrpcAnswer } from './map-error';
import { blueskySecret, type PasswordSecret, toJson } from './secret';
import { bodyOf, headersOf, pathOf, tellLimits, type XrpcCall } from './xrpc';

const tokens = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1) });
const MAX_ANSWER = 2_000_000;
const TIMEOUT_MS = 30_000;

/** Calls with the tokens that an app password gave. */
export function createPasswordCalls({ http, clock }: { readonly http: Http; readonly clock: Clock }) {
  async function send(session: Session, token: string, request: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const body = bodyOf(request);
    const answer = await http.request({
      method: request.method, url: session.serverUrl + pathOf(request), headers: { ...headersOf(request), authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }), redirect: 'error', maxBytes: MAX_ANSWER, timeoutMs: request.timeoutMs ?? TIMEOUT_MS, signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const { status, headers, json, retryAt, log, redact } = answer.value;
    tellLimits(session, headers, clock.now());
    return ok({ status, json, retryAt, log, redact });
  }

  /** One refresh at a time; who waited takes the other's token. */
  const renew = async (session: Session, stale: PasswordSecret, signal: AbortSignal): Promise<Result<PasswordSecret, ConnectorError>> =>
    session.lock(async () => {
      const current = blueskySecret.safeParse(session.secret);
      const newest = current.success && current.data.kind === 'password' ? current.data : stale;
      if (newest.accessJwt !== stale.accessJwt) return ok(newest);
      if (signal.aborted) return err({ type: 'aborted' });
      // Once it is sent, nothing of ours stops it: the refresh token works once, and the next one is in the answer.
      const refresh: XrpcCall = { method: 'POST', name: 'com.atproto.server.refreshSession', effect: 'reads', signal: new AbortController().signal };
      const answer = await send(session, newest.refreshJwt, refresh);
      if (!answer.ok) return answer;
      const error = answerError(answer.value, 'reads', clock.now());
      if (error !== null) return err(error);
      const read = tokens.safeParse(answer.value.json);
      if (!read.success) return err({ type: 'unavailable', detail: 'the new tokens could not be read', answer: answer.value.log });
      const fresh: PasswordSecret = { kind: 'password', ...read.data };
      await session.saveSecret(toJson(fresh), null);
      return ok(fresh);
    });

  async function call(session: Session, secret: PasswordSecret, request: XrpcCall): Promise<Result<XrpcAnswer, ConnectorError>> {
    const first = await send(session, secret.accessJwt, request);
    // The name of a token that has ended is not the same everywhere; whether the login has ended too, the renewal tells.
    if (!first.ok || answerError(first.value, request.effect, clock.now())?.type !== 'reauth') return first;
    // The server looked at the token first and did nothing, so the call may be made again.
    const renewed = await renew(session, secret, request.signal);
    return renewed.ok ? send(session, renewed.value.accessJwt, request) : renewed;
  }

  return {
    call,
    renew,
    signOut: async (session: Session, secret: PasswordSecret, signal: AbortSignal): Promise<void> => {
      await send(session, secret.refreshJwt, { method: 'POST', name: 'com.atproto.server.deleteSession', effect: 'reads', signal });
    },
  };
}
