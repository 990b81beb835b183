import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http } from '../http/http';
import { asDeadLogin } from '../http/read-error';
import { renewOnce } from '../oauth/renewed-token';
import { refreshTokens } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type XBases, VERSION } from './bases';
import { clientAuth, secretOf, type XSecret } from './secret';

export const tokenUrl = (bases: XBases): string => `${bases.api}${VERSION}/oauth2/token`;

/** X says this with 400 invalid_request where others say invalid_grant; seen in reports, not in its documentation. */
const DEAD_TOKEN = /value passed for the token was invalid/i;

/**
 * A new token in place of `spent`, the access token that is used up or was refused. Access tokens live two hours, and a refresh token
 * works once.
 */
export const createRenew = (http: Http, clock: Clock, bases: XBases) => (session: Session, spent: string, signal: AbortSignal): Promise<Result<XSecret, ConnectorError>> =>
  renewOnce(session, spent, secretOf, async (old) => {
    if (old.refreshToken === null) return err({ type: 'reauth' });
    const answer = await refreshTokens({ http, clock, url: tokenUrl(bases), client: clientAuth(old), signal }, old.refreshToken);
    if (!answer.ok) return err(isDead(answer.error) ? asDeadLogin(answer.error) : answer.error);
    const { accessToken, refreshToken, expiresAt } = answer.value;
    return ok({ ...old, accessToken, refreshToken: refreshToken ?? old.refreshToken, expiresAt });
  });

const isDead = (error: ConnectorError): boolean => error.type === 'unavailable' && error.answer?.status === 400 && DEAD_TOKEN.test(error.detail);
