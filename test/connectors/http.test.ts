import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import { HttpError } from '#electron/connectors/http/http-error';
import type { HttpAnswer, HttpFailure, HttpRequest } from '#electron/connectors/http/http';
import { commonAnswerError, failureError } from '#electron/connectors/http/outcome';
import { createRedactor } from '#electron/connectors/http/redact';
import { createFakeClock } from '#test/support/fake-clock';
import { realClock } from './support/real-clock';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

let handler: Handler;
let server: http.Server;
let base: string;
let seen: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[];
let sockets: Set<net.Socket>;

const portOf = (s: net.Server): number => {
  const address = s.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return (address satisfies AddressInfo).port;
};
const listen = async (s: net.Server): Promise<number> => {
  await new Promise<void>((resolve) => s.listen(0, '127.0.0.1', resolve));
  return portOf(s);
};

beforeEach(async () => {
  seen = [];
  sockets = new Set();
  handler = (_request, response) => void response.end('{}');
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      handler(request, response, body);
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  base = `http://127.0.0.1:${await listen(server)}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
const answerOf = (result: Result<HttpAnswer, HttpFailure>): HttpAnswer => {
  if (!result.ok) throw new Error(`${result.error.type}: ${result.error.detail}`);
  return result.value;
};
const failureOf = (result: Result<HttpAnswer, HttpFailure>): HttpFailure => {
  if (result.ok) throw new Error(`an answer: ${result.value.status}`);
  return result.error;
};
const send = (request: Partial<HttpRequest>, with_ = client): Promise<Result<HttpAnswer, HttpFailure>> =>
  with_.request({ method: 'GET', url: `${base}/x`, ...request });

describe('request', () => {
  it('sends every kind of body with the right type and length', async () => {
    const form = new FormData();
    form.set('description', 'Ein Krug über dem Ofen 🏺');
    form.set('file', new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' }), 'a.png');
    await send({ method: 'POST', body: 'plain ü' });
    await send({ method: 'POST', body: new Uint8Array([65, 66]) });
    await send({ method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    await send({ method: 'POST', body: form });
    await send({ method: 'POST' });
    expect(seen.map((s) => s.body).slice(0, 3)).toEqual(['plain ü', 'AB', 'a=b+c']);
    expect(seen[2]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(seen[3]?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(seen[3]?.body).toContain('über dem Ofen 🏺');
    expect(seen.map((s) => s.headers['content-length'] !== undefined)).toEqual([true, true, true, true, true]);
    expect(seen[0]?.headers['user-agent']).toBe('Linnet/test');
  });

  it('reads JSON, and says undefined for what is none', async () => {
    handler = (request, response) => void response.end(request.url === '/good' ? '{"a":1}' : '<html>');
    expect(answerOf(await send({ url: `${base}/good` })).json).toEqual({ a: 1 });
    const bad = answerOf(await send({ url: `${base}/bad` }));
    expect(bad.json).toBeUndefined();
    expect(bad.text).toBe('<html>');
  });

  it('unpacks gzip and measures the unpacked size', async () => {
    handler = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    expect(answerOf(await send({})).text).toHaveLength(100_000);
    expect(failureOf(await send({ maxBytes: 50_000 }))).toMatchObject({ type: 'unreadable', sent: true });
  });

  it('cuts an answer that never ends', async () => {
    handler = (_request, response) => {
      const more = (): void => { while (!response.destroyed && response.write('y'.repeat(65_536))); };
      response.on('drain', more);
      more();
    };
    expect(failureOf(await send({ maxBytes: 1_000_000 }))).toMatchObject({ type: 'unreadable', sent: true });
  });

  it('answers 1,000 small posts within a few seconds, each on its own connection', async () => {
    const begun = performance.now();
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => send({ method: 'POST', body: `{"n":${n}}` })));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(seen.map((s) => s.body)).size).toBe(1000);
    expect(sockets.size).toBe(1000);
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

describe('what was sent', () => {
  it('refused connection: not one byte', async () => {
    const closed = net.createServer();
    const port = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    expect(failureOf(await send({ method: 'POST', url: `http://127.0.0.1:${port}/` }))).toMatchObject({ type: 'refused', sent: false });
  });

  it('unknown host: not one byte', async () => {
    const lost = createHttp({
      clock: realClock, userAgent: 'x',
      resolve: (_host, _options, callback) => callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), ''),
    });
    expect(failureOf(await send({ method: 'POST', url: 'https://no-such.example/' }, lost))).toMatchObject({ type: 'dns', sent: false });
  });

  it('a broken TLS handshake: not one byte', async () => {
    const plain = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await listen(plain);
    expect(failureOf(await send({ method: 'POST', url: `https://127.0.0.1:${port}/` }))).toMatchObject({ type: 'tls', sent: false });
    plain.close();
  });

  it('stopped before the connection stands: not one byte', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(failureOf(await send({ method: 'POST', signal: stop.signal }))).toMatchObject({ type: 'aborted', sent: false });
    expect(seen).toEqual([]);
  });

  it('stopped while the server thinks: perhaps sent', async () => {
    const stop = new AbortController();
    handler = () => stop.abort();
    expect(failureOf(await send({ method: 'POST', signal: stop.signal }))).toMatchObject({ type: 'aborted', sent: true });
  });

  it('closed without an answer: perhaps sent, and never tried again', async () => {
    handler = (request) => void request.socket.destroy();
    for (const method of ['POST', 'GET'] as const) {
      seen = [];
      expect(failureOf(await send({ method }))).toMatchObject({ type: 'reset', sent: true });
      expect(seen).toHaveLength(1);
    }
  });

  it('an answer that breaks off: perhaps sent', async () => {
    handler = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":', () => request.socket.destroy());
    };
    expect(failureOf(await send({ method: 'POST' }))).toMatchObject({ type: 'reset', sent: true });
  });

  it('time-out while the server thinks: perhaps sent; before a connection: not one byte', async () => {
    const clock = createFakeClock();
    const slow = createHttp({ clock, userAgent: 'x' });
    const arrived = new Promise<void>((resolve) => (handler = () => resolve()));
    const waiting = send({ method: 'POST', timeoutMs: 60_000 }, slow);
    await arrived;
    await clock.advance(59_999);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);
    expect(failureOf(await waiting)).toMatchObject({ type: 'timeout', sent: true });

    const stuck = createHttp({ clock, userAgent: 'x', resolve: () => {} });
    const never = send({ method: 'POST', url: 'https://slow-names.example/', timeoutMs: 60_000 }, stuck);
    await expect.poll(() => clock.pending()).toBe(1);
    await clock.advance(60_000);
    expect(failureOf(await never)).toMatchObject({ type: 'timeout', sent: false });
    expect(clock.pending()).toBe(0);
  });

  it('turns a failure into unavailable or unknown by what the call could have changed', () => {
    const failure = { type: 'reset', sent: true, detail: 'ECONNRESET', log: { request: 'POST /', status: null, body: '', durationMs: 1 } } as const;
    expect(failureError(failure, 'commits').type).toBe('unknown');
    expect(failureError(failure, 'reads').type).toBe('unavailable');
    expect(failureError({ ...failure, sent: false }, 'commits').type).toBe('unavailable');
    expect(failureError({ ...failure, type: 'aborted' }, 'commits').type).toBe('unknown');
    expect(failureError({ ...failure, type: 'aborted', sent: false }, 'commits').type).toBe('aborted');
  });
});

describe('addresses and redirects', () => {
  it.each([
    ['http://example.com/', 'plain http'],
    ['ftp://127.0.0.1/', 'not a web address'],
    ['file:///etc/passwd', 'not a web address'],
    ['https://user:pass@example.com/', 'name or a password'],
    ['nonsense', 'not a web address'],
    ['http://127.0.0.1.example.com/', 'plain http'],
  ])('does not call %s', async (url, why) => {
    const failure = failureOf(await send({ url }));
    expect(failure).toMatchObject({ type: 'refused', sent: false });
    expect(failure.detail).toContain(why);
  });

  it('refuses a header that would smuggle a second one', async () => {
    expect(failureOf(await send({ headers: { 'x-a': 'b\r\nx-c: d' } }))).toMatchObject({ sent: false });
    expect(seen).toEqual([]);
  });

  it('follows a read, and leaves the token behind when the host changes', async () => {
    const other = http.createServer((request, response) => {
      seen.push({ method: request.method ?? '', url: `other${request.url}`, headers: request.headers, body: '' });
      response.end('"there"');
    });
    const port = await listen(other);
    handler = (request, response) =>
      void response.writeHead(302, { location: request.url === '/x' ? '/y' : `http://127.0.0.1:${port}/z` }).end();
    expect(answerOf(await send({ headers: { authorization: 'Bearer abcdefgh' } })).json).toBe('there');
    expect(seen.map((s) => s.url)).toEqual(['/x', '/y', 'other/z']);
    expect(seen.map((s) => s.headers.authorization)).toEqual(['Bearer abcdefgh', 'Bearer abcdefgh', undefined]);
    other.close();
    other.closeAllConnections();
  });

  it('stops a loop, and refuses any redirect when told to', async () => {
    handler = (_request, response) => void response.writeHead(302, { location: '/x' }).end();
    expect(failureOf(await send({}))).toMatchObject({ type: 'unreadable', detail: 'too many redirects' });
    expect(seen).toHaveLength(6);
    expect(failureOf(await send({ redirect: 'error' }))).toMatchObject({ type: 'unreadable' });
    expect(answerOf(await send({ redirect: 'manual' })).status).toBe(302);
  });

  it('never turns a write into a read, and repeats it only on the same origin for 307', async () => {
    handler = (request, response) => {
      if (request.url === '/done') response.end('1');
      else response.writeHead(Number(request.url?.slice(1)), { location: '/done' }).end();
    };
    expect(answerOf(await send({ method: 'POST', url: `${base}/302`, body: 'a' })).status).toBe(302);
    expect(answerOf(await send({ method: 'POST', url: `${base}/307`, body: 'a' })).status).toBe(200);
    expect(seen.map((s) => [s.method, s.url, s.body])).toEqual([['POST', '/302', 'a'], ['POST', '/307', 'a'], ['POST', '/done', 'a']]);
  });
});

describe('when to come back', () => {
  const retryAt = async (status: number, headers: Record<string, string>): Promise<number | null> => {
    const clock = createFakeClock(Date.UTC(2026, 10, 22, 9, 0));
    handler = (_request, response) => void response.writeHead(status, headers).end();
    const at = answerOf(await send({}, createHttp({ clock, userAgent: 'x' }))).retryAt;
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
      handler = (_request, response) => void response.writeHead(status).end();
      const answer = answerOf(await send({ method: 'POST' }));
      expect(commonAnswerError(answer, 'commits', 0)?.type).toBe(type);
    }
    handler = (_request, response) => void response.writeHead(503).end();
    expect(commonAnswerError(answerOf(await send({})), 'reads', 0)?.type).toBe('unavailable');
    handler = (_request, response) => void response.writeHead(404).end();
    expect(commonAnswerError(answerOf(await send({})), 'reads', 0)).toBeNull();
  });
});

describe('redaction', () => {
  it('keeps what the request carried out of the log, however the server echoes it', async () => {
    const token = 'tok-3f9a77c1d2e8';
    const secret = 'sécret+with/odd=chars&more';
    handler = (_request, response, body) =>
      void response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ error: `bad ${token} in ${body} (${secret})`, access_token: 'another-secret-value', ok: 'words' }));
    const answer = answerOf(await send({
      method: 'POST', url: `${base}/oauth/token?code=abc123def456&page=2`, headers: { authorization: `Bearer ${token}` },
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
    handler = (request, response) =>
      void response.writeHead(200, { 'content-type': request.url === '/p' ? 'image/png' : 'text/plain' }).end('z'.repeat(9000));
    expect(answerOf(await send({})).log.body).toHaveLength(4000);
    expect(answerOf(await send({ url: `${base}/p` })).log.body).toBe('(image/png, 9000 bytes)');
  });
});

describe('fetch', () => {
  it('works like the real one and throws with the failure inside', async () => {
    handler = (request, response, body) => void response.writeHead(request.method === 'POST' ? 201 : 204, { 'x-h': '1' }).end(request.method === 'POST' ? body : undefined);
    const made = await client.fetch(`${base}/a`, { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } });
    expect([made.status, made.ok, made.url, made.headers.get('x-h'), await made.json()]).toEqual([201, true, `${base}/a`, '1', { a: 1 }]);
    expect((await client.fetch(new URL(`${base}/b`))).status).toBe(204);
    handler = (request) => void request.socket.destroy();
    const failed: unknown = await client.fetch(new Request(`${base}/c`)).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(HttpError);
    expect(failed instanceof HttpError && failed.failure).toMatchObject({ type: 'reset', sent: true });
  });

  it('lets an abort through as the caller gave it', async () => {
    handler = () => {};
    const stop = new AbortController();
    const waiting = client.fetch(`${base}/a`, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
