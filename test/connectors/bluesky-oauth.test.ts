import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { valuesOf } from '#electron/connectors/bluesky/secret';
import type { Connector } from '#electron/connectors/ports/connector';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { startRun } from './support/run';
import { blueskyOn, createFaultyHttp, type FaultyHttp, type KeptSession, type OauthFault, signInOverOauth } from './support/bluesky-rigs';
import { realClock } from './support/real-clock';

// What a connector of OAuth and DPoP makes of faults, on a real server. The one suite runs over an app password (bluesky-conformance.test.ts).

const PUT = 'repo.putRecord';
const TOKEN = '/oauth/token';
let pds: Pds;
let faulty: FaultyHttp;
let connector: Connector;
let session: KeptSession;
let did: string;
let serial = 0;

beforeAll(async () => {
  pds = await startPds();
  ({ did } = await pds.addAccount('oona', 'oona-password'));
  faulty = createFaultyHttp();
  connector = blueskyOn(pds, faulty.http);
}, 240_000);
afterAll(async () => { await pds.close(); });
beforeEach(async () => {
  faulty.reset();
  session = await signInOverOauth(connector, 'oona.test', 'oona-password');
  // The first call learns the server's DPoP nonce and is made twice; the faults are for calls that count.
  await connector.account.profile(session, signal());
  faulty.reset();
});

const signal = (): AbortSignal => AbortSignal.timeout(120_000);
function ready(): { readonly run: ReturnType<typeof startRun>; readonly count: () => Promise<number> } {
  const text = `Over OAuth ${(serial += 1)}`;
  const run = startRun({ connector, session, clock: realClock as never }, { parts: [{ text, media: [] }], options: {}, dueAt: Date.now() });
  return { run, count: async () => (await pds.posts(did)).filter((p) => p.value.text === text).length };
}
const answer = (status: number, body = '{"error":"InternalServerError","message":"Out of order"}', headers: Readonly<Record<string, string>> = {}): OauthFault => ({ kind: 'answer', status, headers, body: () => body });
const expired = answer(401, '{"error":"invalid_token","message":"\\"exp\\" claim timestamp check failed"}', { 'www-authenticate': 'DPoP error="invalid_token", error_description="expired"' });

describe('Bluesky over OAuth, when things go wrong', () => {
  it('a lost answer is unknown, the look finds the post, and a replay makes no second one', async () => {
    const { run, count } = ready();
    faulty.fault(PUT, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await count()).toBe(1);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect((await run.commit()).type).toBe('published');
    expect(await count()).toBe(1);
  });

  it('a refused connection is unavailable, for a commit and for a look', async () => {
    const { run, count } = ready();
    faulty.fault('/xrpc/', { kind: 'refused' }, 2);
    expect((await run.commit()).type).toBe('unavailable');
    expect(await run.find()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await count()).toBe(0);
    expect((await run.commit()).type).toBe('published');
  });

  it.each([500, 502, 503])('%i after a commit is unknown, and after a read unavailable', async (status) => {
    const { run } = ready();
    faulty.fault('/xrpc/', answer(status), 2);
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });

  it('429 waits until the instant the server names', async () => {
    const { run, count } = ready();
    const reset = Math.floor(Date.now() / 1000) + 300;
    faulty.fault(PUT, answer(429, '{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}', { 'ratelimit-reset': String(reset), 'ratelimit-remaining': '0' }));
    expect(await run.commit()).toMatchObject({ type: 'rate-limited', retryAt: reset * 1000 });
    expect(await count()).toBe(0);
  });

  it('an expired token is renewed once on the way, and the post is made once', async () => {
    const before = JSON.stringify(session.kept());
    const { run, count } = ready();
    faulty.fault(PUT, expired);
    expect((await run.commit()).type).toBe('published');
    expect(await count()).toBe(1);
    expect(JSON.stringify(session.kept())).not.toBe(before);
  });

  it('a refresh that meets a 5xx or a lost line never signs out', async () => {
    for (const fault of [answer(503, 'Out of order'), { kind: 'refused' }, answer(500, '{"error":"server_error"}'), answer(429, '{"error":"slow_down"}')] satisfies OauthFault[]) {
      faulty.reset();
      const before = JSON.stringify(session.kept());
      const { run, count } = ready();
      faulty.fault(PUT, expired, 10);
      faulty.fault(TOKEN, fault, 10);
      expect((await run.commit()).type).toBe('unavailable');
      expect(await connector.account.refresh?.(session, signal())).toMatchObject({ ok: false, error: { type: 'unavailable' } });
      expect(await count()).toBe(0);
      expect(JSON.stringify(session.kept())).toBe(before);
    }
  });

  it('the old 401 of a refresh that failed once is asked again, and the post goes out', async () => {
    const { run, count } = ready();
    faulty.fault(PUT, expired, 1);
    faulty.fault(TOKEN, answer(503, 'Out of order'), 1);
    expect((await run.commit()).type).toBe('published');
    expect(await count()).toBe(1);
  });

  it('a refresh that the server refuses for good, and a token that is refused when fresh, ask for a new login', async () => {
    const first = ready();
    faulty.fault(PUT, expired, 10);
    expect((await first.run.commit()).type).toBe('reauth');
    faulty.fault(TOKEN, answer(400, '{"error":"invalid_grant","error_description":"Session expired"}'), 10);
    expect((await ready().run.commit()).type).toBe('reauth');
    expect(await connector.account.refresh?.(session, signal())).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await first.count()).toBe(0);
  });

  it('an account that was taken down is told as it is, not as a dead login', async () => {
    const { run } = ready();
    faulty.fault(PUT, answer(401, '{"error":"AccountTakedown","message":"Account has been taken down"}'), 3);
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason: 'forbidden' });
    expect(faulty.calls.filter((c) => c.includes(TOKEN))).toEqual([]);
  });

  it('stopping before the first byte sends nothing; after it nobody can tell', async () => {
    const early = ready();
    early.run.stop.abort();
    expect((await early.run.commit()).type).toBe('aborted');
    expect(faulty.calls).toEqual([]);
    const late = ready();
    faulty.fault(PUT, { kind: 'silence' });
    const waiting = late.run.commit();
    await expect.poll(late.count, { timeout: 60_000 }).toBe(1);
    late.run.stop.abort();
    expect((await waiting).type).toBe('unknown');
  });

  it('an answer that is no answer, or speaks of another record, is unknown', async () => {
    for (const body of ['<html>Welcome to the hotel</html>', '', 'null', '[]', '{"uri":7}', `{"uri":"at://${did}/app.bsky.feed.post/3kzzzzzzzzzzz","cid":"bafyreib"}`, `{"uri":"javascript:alert(1)","cid":"bafyreib"}`]) {
      const { run } = ready();
      faulty.fault(PUT, answer(200, body));
      expect((await run.commit()).type).toBe('unknown');
    }
  });

  it('no token and no key is in anything that is told, even when the servers echo everything', async () => {
    const secrets = new Set(valuesOf(session.kept()));
    const said: unknown[] = [];
    const bare = (request: Request, text: string): string => `${request.headers.get('authorization')?.replace(/^\S+ /, '')} ${text} ${new URLSearchParams(text).get('refresh_token') ?? ''}`;
    for (const status of [400, 403, 404, 500, 200]) {
      const { run } = ready();
      faulty.fault('/xrpc/', { kind: 'answer', status, body: (request, text) => JSON.stringify({ error: `Sent ${bare(request, text)}`.slice(0, 200), message: bare(request, text) }) }, 3);
      said.push(await run.commit(), await run.find(), await connector.account.profile(session, signal()));
      faulty.reset();
      faulty.fault(TOKEN, { kind: 'answer', status, body: (request, text) => JSON.stringify({ error: 'odd', error_description: bare(request, text) }) });
      said.push(await connector.account.refresh?.(session, signal()));
      for (const value of valuesOf(session.kept())) secrets.add(value);
      faulty.reset();
    }
    const all = JSON.stringify(said);
    expect(secrets.size).toBeGreaterThanOrEqual(3);
    for (const secret of secrets) expect(all.includes(secret)).toBe(false);
    expect(all).toContain('[redacted]');
  });
});
