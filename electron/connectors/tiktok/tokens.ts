import type { Clock } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { answerOf, asDeadLogin } from '../http/read-error';
import { renewOnce } from '../oauth/renewed-token';
import { refreshTokens } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type TiktokBases, VERSION } from './bases';
import { clientAuth, secretOf, type TiktokSecret } from './secret';

export const tokenUrl = (bases: TiktokBases): string => `${bases.api}${VERSION}/oauth/token/`;
export const revokeUrl = (bases: TiktokBases): string => `${bases.api}${VERSION}/oauth/revoke/`;

/** TikTok may say it with status 200, as it says much else. */
const isDead = (error: ConnectorError): boolean => error.type === 'unavailable' && /"error"\s*:\s*"invalid_grant"/.test(answerOf(error).answer?.body ?? '');

/**
 * A new token in place of `spent`. Access tokens live a day, refresh tokens a year; a new refresh token that comes along takes the old
 * one's place, which from then on may be worth nothing.
 */
export const createRenew = (http: Http, clock: Clock, bases: TiktokBases) => (session: Session, spent: string, signal: AbortSignal): Promise<Result<TiktokSecret, ConnectorError>> =>
  renewOnce(session, spent, secretOf, async (old) => {
    if (old.refreshToken === null) return err({ type: 'reauth' });
    const tokens = await refreshTokens({ http, clock, url: tokenUrl(bases), client: clientAuth(old), signal }, old.refreshToken);
    if (!tokens.ok) return err(isDead(tokens.error) ? asDeadLogin(tokens.error) : tokens.error);
    const { accessToken, refreshToken, expiresAt } = tokens.value;
    return ok({ ...old, accessToken, refreshToken: refreshToken ?? old.refreshToken, expiresAt });
  });
