import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import { err, ok, type Result } from '#core/result';
import { callWithToken, renewOnce } from '#electron/connectors/oauth/renewed-token';
import type { Session } from '#electron/connectors/ports/account';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import { createFakeClock } from '#test/support/fake-clock';

type Secret = { readonly accessToken: string; readonly expiresAt: number; readonly refreshToken: string | null };

function world(first: Partial<Secret> = {}, dead: readonly string[] = []) {
  const clock = createFakeClock();
  const life = (): number => clock.now() + HOUR;
  let secret: JsonObject = { accessToken: 't1', expiresAt: life(), refreshToken: 'r', ...first };
  let tail: Promise<unknown> = Promise.resolve();
  const session: Session = {
    accountId: 'a', serverUrl: '', remoteId: '', handle: '', limits: null, get secret() { return secret; },
    saveSecret: async (next) => { secret = next; },
    lock: async (work) => { const mine = tail.then(work, work); tail = mine.catch(() => undefined); return mine; },
  };
  const secretOf = ({ secret: kept }: Session): Secret | null => ('accessToken' in kept ? kept as Secret : null);
  const sent: string[] = [];
  let renewals = 0;
  const ask = async (old: Secret): Promise<Result<Secret, ConnectorError>> => {
    renewals += 1;
    return ok({ ...old, accessToken: `t${renewals + 1}`, expiresAt: life() });
  };
  const call = (signal = new AbortController().signal) => callWithToken(session, signal, {
    clock, secretOf,
    renew: (old) => renewOnce(session, old.accessToken, secretOf, ask),
    send: async ({ accessToken }): Promise<Result<string, ConnectorError>> => {
      sent.push(accessToken);
      return dead.includes(accessToken) ? err({ type: 'reauth' }) : ok(accessToken);
    },
  });
  return { clock, session, secretOf, call, sent, renewals: () => renewals };
}

describe('a call with a token that is renewed', () => {
  it('uses the token it has', async () => {
    const { call, renewals } = world();
    expect([await call(), renewals()]).toEqual([ok('t1'), 0]);
  });

  it('renews one that ends, once for all calls that wait for it', async () => {
    const { clock, call, sent, renewals } = world();
    await clock.advance(HOUR - SECOND);
    expect(await Promise.all([call(), call(), call()])).toEqual([ok('t2'), ok('t2'), ok('t2')]);
    expect([sent, renewals()]).toEqual([['t2', 't2', 't2'], 1]);
  });

  it('renews a refused one once, and saves the new one before it is used', async () => {
    const { call, sent, session, secretOf } = world({}, ['t1']);
    expect(await call()).toEqual(ok('t2'));
    expect([sent, secretOf(session)?.accessToken]).toEqual([['t1', 't2'], 't2']);
    const twice = world({}, ['t1', 't2']);
    expect([await twice.call(), twice.sent]).toEqual([err({ type: 'reauth' }), ['t1', 't2']]);
  });

  it('uses one without a refresh token until the network refuses it', async () => {
    const { clock, call, renewals } = world({ refreshToken: null }, []);
    await clock.advance(2 * HOUR);
    expect([await call(), renewals()]).toEqual([ok('t1'), 0]);
    const refused = world({ refreshToken: null }, ['t1']);
    expect([await refused.call(), refused.renewals()]).toEqual([err({ type: 'reauth' }), 0]);
  });

  it('sends nothing when it was stopped before, or when there is no login', async () => {
    const { call, sent, session } = world();
    expect(await call(AbortSignal.abort())).toEqual(err({ type: 'aborted' }));
    await session.saveSecret({}, null);
    expect(await call()).toEqual(err({ type: 'reauth' }));
    expect(sent).toEqual([]);
  });
});
