import http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createHttp } from '#electron/connectors/http/fetch';
import { failureError } from '#electron/connectors/http/outcome';
import { createFakeClock } from '#test/support/fake-clock';
import { answerOf, failureOf, listen, useServer } from './support/http-server';
import { realClock } from './support/real-clock';

const wire = useServer();

describe('request', () => {
  it('sends every kind of body with the right type and length', async () => {
    const form = new FormData();
    form.set('description', 'Ein Krug über dem Ofen 🏺');
    form.set('file', new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' }), 'a.png');
    await wire.send({ method: 'POST', body: 'plain ü' });
    await wire.send({ method: 'POST', body: new Uint8Array([65, 66]) });
    await wire.send({ method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    await wire.send({ method: 'POST', body: form });
    await wire.send({ method: 'POST' });
    expect(wire.seen.map((s) => s.body).slice(0, 3)).toEqual(['plain ü', 'AB', 'a=b+c']);
    expect(wire.seen[2]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(wire.seen[3]?.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(wire.seen[3]?.body).toContain('über dem Ofen 🏺');
    expect(wire.seen.map((s) => s.headers['content-length'] !== undefined)).toEqual([true, true, true, true, true]);
    expect(wire.seen[0]?.headers['user-agent']).toBe('Linnet/test');
  });

  it('reads JSON, and says undefined for what is none', async () => {
    wire.handler = (request, response) => void response.end(request.url === '/good' ? '{"a":1}' : '<html>');
    expect(answerOf(await wire.send({ url: `${wire.base}/good` })).json).toEqual({ a: 1 });
    const bad = answerOf(await wire.send({ url: `${wire.base}/bad` }));
    expect(bad.json).toBeUndefined();
    expect(bad.text).toBe('<html>');
  });

  it('unpacks gzip and measures the unpacked size', async () => {
    wire.handler = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    expect(answerOf(await wire.send({})).text).toHaveLength(100_000);
    expect(failureOf(await wire.send({ maxBytes: 50_000 }))).toMatchObject({ type: 'unreadable', sent: true });
  });

  it('cuts an answer that never ends', async () => {
    wire.handler = (_request, response) => {
      const more = (): void => { while (!response.destroyed && response.write('y'.repeat(65_536))); };
      response.on('drain', more);
      more();
    };
    expect(failureOf(await wire.send({ maxBytes: 1_000_000 }))).toMatchObject({ type: 'unreadable', sent: true });
  });

  it('answers 1,000 small posts at once, each on its own connection', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => wire.send({ method: 'POST', body: `{"n":${n}}` })));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(wire.seen.map((s) => s.body)).size).toBe(1000);
    expect(wire.sockets.size).toBe(1000);
  });
});

describe('what was sent', () => {
  it('refused connection: not one byte', async () => {
    const closed = net.createServer();
    const port = await listen(closed);
    await new Promise((resolve) => closed.close(resolve));
    expect(failureOf(await wire.send({ method: 'POST', url: `http://127.0.0.1:${port}/` }))).toMatchObject({ type: 'refused', sent: false });
  });

  it('unknown host: not one byte', async () => {
    const lost = createHttp({
      clock: realClock, userAgent: 'x',
      resolve: (_host, _options, callback) => callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), ''),
    });
    expect(failureOf(await wire.send({ method: 'POST', url: 'https://no-such.example/' }, lost))).toMatchObject({ type: 'dns', sent: false });
  });

  it('a broken TLS handshake: not one byte', async () => {
    const plain = net.createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await listen(plain);
    expect(failureOf(await wire.send({ method: 'POST', url: `https://127.0.0.1:${port}/` }))).toMatchObject({ type: 'tls', sent: false });
    plain.close();
  });

  it('stopped before the connection stands: not one byte', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(failureOf(await wire.send({ method: 'POST', signal: stop.signal }))).toMatchObject({ type: 'aborted', sent: false });
    expect(wire.seen).toEqual([]);
  });

  it('stopped while the server thinks: perhaps sent', async () => {
    const stop = new AbortController();
    wire.handler = () => stop.abort();
    expect(failureOf(await wire.send({ method: 'POST', signal: stop.signal }))).toMatchObject({ type: 'aborted', sent: true });
  });

  it('closed without an answer: perhaps sent, and never tried again', async () => {
    wire.handler = (request) => void request.socket.destroy();
    for (const method of ['POST', 'GET'] as const) {
      wire.seen = [];
      expect(failureOf(await wire.send({ method }))).toMatchObject({ type: 'reset', sent: true });
      expect(wire.seen).toHaveLength(1);
    }
  });

  it('an answer that breaks off: perhaps sent', async () => {
    wire.handler = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":', () => request.socket.destroy());
    };
    expect(failureOf(await wire.send({ method: 'POST' }))).toMatchObject({ type: 'reset', sent: true });
  });

  it('time-out while the server thinks: perhaps sent; before a connection: not one byte', async () => {
    const clock = createFakeClock();
    const slow = createHttp({ clock, userAgent: 'x' });
    const arrived = new Promise<void>((resolve) => (wire.handler = () => resolve()));
    const waiting = wire.send({ method: 'POST', timeoutMs: 60_000 }, slow);
    await arrived;
    await clock.advance(59_999);
    expect(clock.pending()).toBe(1);
    await clock.advance(1);
    expect(failureOf(await waiting)).toMatchObject({ type: 'timeout', sent: true });

    const stuck = createHttp({ clock, userAgent: 'x', resolve: () => {} });
    const never = wire.send({ method: 'POST', url: 'https://slow-names.example/', timeoutMs: 60_000 }, stuck);
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
    const failure = failureOf(await wire.send({ url }));
    expect(failure).toMatchObject({ type: 'refused', sent: false });
    expect(failure.detail).toContain(why);
  });

  it('refuses a header that would smuggle a second one', async () => {
    expect(failureOf(await wire.send({ headers: { 'x-a': 'b\r\nx-c: d' } }))).toMatchObject({ sent: false });
    expect(wire.seen).toEqual([]);
  });

  it('follows a read, and to another host only without a token: what a stranger answers is not about the account', async () => {
    const other = http.createServer((request, response) => {
      wire.seen.push({ method: request.method ?? '', url: `other${request.url}`, headers: request.headers, body: '' });
      response.writeHead(401).end('"there"');
    });
    const port = await listen(other);
    wire.handler = (request, response) =>
      void response.writeHead(302, { location: request.url === '/x' ? '/y' : `http://127.0.0.1:${port}/z` }).end();
    expect(answerOf(await wire.send({})).json).toBe('there');
    expect(answerOf(await wire.send({ headers: { authorization: 'Bearer abcdefgh' } })).status).toBe(302);
    expect(wire.seen.map((s) => s.url)).toEqual(['/x', '/y', 'other/z', '/x', '/y']);
    expect(wire.seen.map((s) => s.headers.authorization)).toEqual([undefined, undefined, undefined, 'Bearer abcdefgh', 'Bearer abcdefgh']);
    other.close();
    other.closeAllConnections();
  });

  it('stops a loop, and refuses any redirect when told to', async () => {
    wire.handler = (_request, response) => void response.writeHead(302, { location: '/x' }).end();
    expect(failureOf(await wire.send({}))).toMatchObject({ type: 'unreadable', detail: 'too many redirects' });
    expect(wire.seen).toHaveLength(6);
    expect(failureOf(await wire.send({ redirect: 'error' }))).toMatchObject({ type: 'unreadable' });
    expect(answerOf(await wire.send({ redirect: 'manual' })).status).toBe(302);
  });

  it('never turns a write into a read, and repeats it only on the same origin for 307', async () => {
    wire.handler = (request, response) => {
      if (request.url === '/done') response.end('1');
      else response.writeHead(Number(request.url?.slice(1)), { location: '/done' }).end();
    };
    expect(answerOf(await wire.send({ method: 'POST', url: `${wire.base}/302`, body: 'a' })).status).toBe(302);
    expect(answerOf(await wire.send({ method: 'POST', url: `${wire.base}/307`, body: 'a' })).status).toBe(200);
    expect(wire.seen.map((s) => [s.method, s.url, s.body])).toEqual([['POST', '/302', 'a'], ['POST', '/307', 'a'], ['POST', '/done', 'a']]);
  });
});
