import { describe, expect, it } from 'vitest';
import { createHttp } from '#electron/connectors/http/fetch';
import { HttpError } from '#electron/connectors/http/http-error';
import { commonAnswerError } from '#electron/connectors/http/outcome';
import { createRedactor } from '#electron/connectors/http/redact';
import { createFakeClock } from '#test/support/fake-clock';
import { answerOf, client, useServer } from './support/http-server';

const wire = useServer();

describe('when to come back', () => {
  const retryAt = async (status: number, headers: Record<string, string>): Promise<number | null> => {
    const clock = createFakeClock(Date.UTC(2026, 10, 22, 9, 0));
    wire.handler = (_request, response) => void response.writeHead(status, headers).end();
    const at = answerOf(await wire.send({}, createHttp({ clock, userAgent: 'x' }))).retryAt;
    return at === null ? null : at - clock.now();
  };
  it.each([
    [429, { 'retry-after': '120' }, 120_000],
    [503, { 'retry-after': 'Sun, 22 Nov 2026 09:10:00 GMT' }, 600_000],
    [429, { 'retry-after': 'Sun, 22 Nov 2026 08:00:00 GMT' }, 0],
    [429, { 'retry-after': '-5' }, 0],
    [429, { 'retry-after': '99999999' }, 31 * 86_400_000],
    [429, { 'retry-after': 'soon' }, null],
    [429, { 'x-ratelimit-reset': '2026-11-22T09:05:00.000Z' }, 300_000],
    [429, { 'ratelimit-reset': String(Date.UTC(2026, 10, 22, 9, 1) / 1000) }, 60_000],
    [429, { 'ratelimit-reset': '30' }, 30_000],
    [429, { 'retry-after': '10', 'x-ratelimit-reset': '2026-11-22T10:00:00Z' }, 10_000],
    [200, { 'x-ratelimit-reset': '2026-11-22T09:05:00Z', 'x-ratelimit-remaining': '12' }, null],
    [200, { 'x-ratelimit-reset': '2026-11-22T09:05:00Z', 'x-ratelimit-remaining': '0' }, 300_000],
    [429, {}, null],
  ])('%i %j: %s', async (status, headers, expected) => {
    expect(await retryAt(status, headers)).toBe(expected);
  });

  it('maps 401, 429 and 5xx alike for every network', async () => {
    for (const [status, type] of [[401, 'reauth'], [429, 'rate-limited'], [500, 'unknown'], [503, 'unknown']] as const) {
      wire.handler = (_request, response) => void response.writeHead(status).end();
      const answer = answerOf(await wire.send({ method: 'POST' }));
      expect(commonAnswerError(answer, 'commits', 0)?.type).toBe(type);
    }
    wire.handler = (_request, response) => void response.writeHead(503).end();
    expect(commonAnswerError(answerOf(await wire.send({})), 'reads', 0)?.type).toBe('unavailable');
    wire.handler = (_request, response) => void response.writeHead(404).end();
    expect(commonAnswerError(answerOf(await wire.send({})), 'reads', 0)).toBeNull();
  });
});

describe('redaction', () => {
  it('keeps what the request carried out of the log, however the server echoes it', async () => {
    const token = 'tok-3f9a77c1d2e8';
    const secret = 'sécret+with/odd=chars&more';
    wire.handler = (_request, response, body) =>
      void response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ error: `bad ${token} in ${body} (${secret})`, access_token: 'another-secret-value', ok: 'words' }));
    const answer = answerOf(await wire.send({
      method: 'POST', url: `${wire.base}/oauth/token?code=abc123def456&page=2`, headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ client_secret: secret, grant_type: 'refresh_token', refresh_token: 'r-12345678' }),
    }));
    expect(answer.log.request).toBe('POST /oauth/token?code=[redacted]&page=2');
    for (const hidden of [token, secret, encodeURIComponent(secret), 'another-secret-value', 'r-12345678', 'abc123def456']) {
      expect(JSON.stringify(answer.log)).not.toContain(hidden);
    }
    expect(answer.log.body).toContain('"ok":"words"');
    expect(answer.log.status).toBe(422);
  });

  it('keeps values out that were registered, and shapes it knows', () => {
    const redactor = createRedactor();
    redactor.register('hunter2hunter2');
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';
    const text = redactor.redact(`my hunter2hunter2, Authorization: Bearer abcdefghijk\n{"password":"p\\"q","code":190,"accessJwt":"${jwt}"} ?access_token=zzzzzz&x=1 ${jwt} DPoP: eyJxx`);
    for (const hidden of ['hunter2', 'abcdefghijk', 'p\\"q', 'zzzzzz', jwt]) expect(text).not.toContain(hidden);
    expect(text).toContain('"code":190');
    expect(text).toContain('&x=1');
  });

  it('cuts a long answer to 4,000 characters and does not paste pictures', async () => {
    wire.handler = (request, response) =>
      void response.writeHead(200, { 'content-type': request.url === '/p' ? 'image/png' : 'text/plain' }).end('z'.repeat(9000));
    expect(answerOf(await wire.send({})).log.body).toHaveLength(4000);
    expect(answerOf(await wire.send({ url: `${wire.base}/p` })).log.body).toBe('(image/png, 9000 bytes)');
  });
});

describe('fetch', () => {
  it('works like the real one and throws with the failure inside', async () => {
    wire.handler = (request, response, body) => void response.writeHead(request.method === 'POST' ? 201 : 204, { 'x-h': '1' }).end(request.method === 'POST' ? body : undefined);
    const made = await client.fetch(`${wire.base}/a`, { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } });
    expect([made.status, made.ok, made.url, made.headers.get('x-h'), await made.json()]).toEqual([201, true, `${wire.base}/a`, '1', { a: 1 }]);
    expect((await client.fetch(new URL(`${wire.base}/b`))).status).toBe(204);
    wire.handler = (request) => void request.socket.destroy();
    const failed: unknown = await client.fetch(new Request(`${wire.base}/c`)).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(HttpError);
    expect(failed instanceof HttpError && failed.failure).toMatchObject({ type: 'reset', sent: true });
  });

  it('lets an abort through as the caller gave it', async () => {
    wire.handler = () => {};
    const stop = new AbortController();
    const waiting = client.fetch(`${wire.base}/a`, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
