import type { Clock, Millis } from '#core/clock';
import type { JsonObject } from '#core/json';
import { err, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { mustRefresh } from './refresh-policy';

interface Token extends JsonObject {
  readonly accessToken: string;
  /** UTC ms; null: the network did not say. */
  readonly expiresAt: Millis | null;
}

/**
 * One renewal of an account at a time; whoever waited for another's takes its token. What comes back is saved before it is used,
 * because many refresh tokens work once.
 * @param stale the access token that is to be replaced
 * @param ask asks the network for a new token
 */
export const renewOnce = <S extends Token>(session: Session, stale: string, secretOf: (session: Session) => S | null, ask: (old: S) => Promise<Result<S, ConnectorError>>): Promise<Result<S, ConnectorError>> =>
  session.lock(async () => {
    const current = secretOf(session);
    if (current === null) return err({ type: 'reauth' });
    if (current.accessToken !== stale) return { ok: true, value: current };
    const fresh = await ask(current);
    if (fresh.ok) await session.saveSecret({ ...fresh.value }, fresh.value.expiresAt);
    return fresh;
  });

/**
 * A call with the account's token, which is renewed before the call where it ends, or once after the network has refused it.
 * A token without a refresh token is used until the network refuses it.
 */
export async function callWithToken<S extends Token & { readonly refreshToken: string | null }, T>(
  session: Session,
  signal: AbortSignal,
  { clock, secretOf, renew, send }: {
    readonly clock: Clock;
    readonly secretOf: (session: Session) => S | null;
    readonly renew: (old: S) => Promise<Result<S, ConnectorError>>;
    readonly send: (secret: S) => Promise<Result<T, ConnectorError>>;
  },
): Promise<Result<T, ConnectorError>> {
  if (signal.aborted) return err({ type: 'aborted' });
  const secret = secretOf(session);
  if (secret === null) return err({ type: 'reauth' });
  if (secret.refreshToken === null || !mustRefresh(secret.expiresAt, clock.now())) {
    const answer = await send(secret);
    if (answer.ok || answer.error.type !== 'reauth' || secret.refreshToken === null) return answer;
  }
  // A refused token is a promise that nothing was done, so the call may be made again with a fresh one, a commit too.
  const renewed = await renew(secret);
  return renewed.ok ? send(renewed.value) : renewed;
}
