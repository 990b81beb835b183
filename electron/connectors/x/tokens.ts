import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http } from '../http/http';
import { mustRefresh } from '../oauth/refresh-policy';
import { refreshTokens } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type XBases, VERSION } from './bases';
import { clientAuth, secretOf, type XSecret } from './secret';

export const tokenUrl = (bases: XBases): string => `${bases.api}${VERSION}/oauth2/token`;

/** X says this with 400 invalid_request where others say invalid_grant; seen in reports, not in its documentation. */
const DEAD_TOKEN = /value passed for the token was invalid/i;

/** Access tokens live two hours. A refresh token works once, so only one renewal runs at a time and its result is saved before it is used. */
export function createTokens(http: Http, clock: Clock, bases: XBases) {
  const renew = (session: Session, spent: string, signal: AbortSignal): Promise<Result<XSecret, ConnectorError>> =>
    session.lock(async () => {
      const secret = secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      // Another call has renewed it while this one waited.
      if (secret.accessToken !== spent) return ok(secret);
      if (secret.refreshToken === null) return err({ type: 'reauth' });
      const answer = await refreshTokens({ http, clock, url: tokenUrl(bases), client: clientAuth(secret), signal }, secret.refreshToken);
      if (!answer.ok) return err(isDead(answer.error) ? { type: 'reauth', ...('answer' in answer.error ? { answer: answer.error.answer } : {}) } : answer.error);
      const { accessToken, refreshToken, expiresAt } = answer.value;
      const next: XSecret = { ...secret, accessToken, refreshToken: refreshToken ?? secret.refreshToken, expiresAt };
      await session.saveSecret({ ...next }, expiresAt);
      return ok(next);
    });

  return {
    renew,
    /** The token to use now. One without a refresh token is used until X refuses it. */
    usable: async (session: Session, signal: AbortSignal): Promise<Result<XSecret, ConnectorError>> => {
      const secret = secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      if (secret.refreshToken === null || !mustRefresh(secret.expiresAt, clock.now())) return ok(secret);
      return renew(session, secret.accessToken, signal);
    },
  };
}

const isDead = (error: ConnectorError): boolean => error.type === 'unavailable' && error.answer?.status === 400 && DEAD_TOKEN.test(error.detail);
