import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileSource } from '#electron/connectors/ports/publish';
import { fileOf } from '#test/support/outgoing';
import { answerOf, client, failureOf, listen, useServer } from './support/http-server';

const wire = useServer();
const film = new Uint8Array(randomBytes(2_500_000));

/** A large file that nobody holds: every byte of piece n is n. Says how much of it was asked for. */
function large(bytes: number): FileSource & { readonly asked: () => number } {
  let asked = 0;
  return { bytes, asked: () => asked, readRange: (from, to) => { asked += to - from; return Promise.resolve(new Uint8Array(to - from).fill(from / 1_048_576)); } };
}

/** A server that keeps nothing of what it gets. */
let server: http.Server;
let base = '';
let hear: (request: http.IncomingMessage, response: http.ServerResponse) => void;
beforeEach(async () => {
  server = http.createServer((request, response) => hear(request, response));
  base = `http://127.0.0.1:${await listen(server)}`;
});
afterEach(() => { server.closeAllConnections(); server.close(); });

/** Answers with the hash of what came. */
const hashing = (request: http.IncomingMessage, response: http.ServerResponse): void => {
  const digest = createHash('sha256');
  request.on('data', (chunk: Buffer) => digest.update(chunk));
  request.on('end', () => response.end(JSON.stringify({ hash: digest.digest('hex'), length: request.headers['content-length'], type: request.headers['content-type'] })));
};
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('sends a file, or a part of it, as the body', async () => {
  hear = hashing;
  expect(answerOf(await client.request({ method: 'POST', url: base, body: { file: fileOf(film) } })).json).toEqual({ hash: hashOf(film), length: '2500000' });
  const part = { file: fileOf(film), from: 7, to: 1_200_007 };
  expect(answerOf(await client.request({ method: 'PUT', url: base, body: part, headers: { 'content-type': 'video/mp4' } })).json).toEqual({ hash: hashOf(film.subarray(7, 1_200_007)), length: '1200000', type: 'video/mp4' });
  expect(answerOf(await client.request({ method: 'PUT', url: base, body: { file: fileOf(film), from: film.length } })).json).toMatchObject({ length: '0' });
});

it('sends a file as the last field of a form, as FormData would', async () => {
  hear = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void new Response(Buffer.concat(chunks), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData().then(async (form) => {
        const file = form.get('file') as File;
        response.end(JSON.stringify({ words: form.getAll('description'), names: [...form.keys()], name: file.name, type: file.type, hash: hashOf(new Uint8Array(await file.arrayBuffer())) }));
      });
    });
  };
  const form = { fields: [['key', 'a/b'], ['description', 'Ein Krug "über" dem Ofen 🏺']], name: 'file', fileName: 'kiln "one".mp4', mime: 'video/mp4' } as const;
  expect(answerOf(await client.request({ method: 'POST', url: base, body: { file: fileOf(film), form } })).json)
    .toEqual({ words: ['Ein Krug "über" dem Ofen 🏺'], names: ['key', 'description', 'file'], name: 'kiln "one".mp4', type: 'video/mp4', hash: hashOf(film) });
});

it('reads the file again where a redirect asks for the body again', async () => {
  const next = `${base}/there`;
  hear = (request, response) => {
    if (request.url === '/there') return hashing(request, response);
    request.resume().on('end', () => response.writeHead(307, { location: next }).end());
  };
  expect(answerOf(await client.request({ method: 'POST', url: base, body: { file: fileOf(film) } })).json).toMatchObject({ hash: hashOf(film) });
});

it('reads no faster than the network takes it: of 300 MB only a few lie in memory', async () => {
  const file = large(300 * 1_048_576);
  let got = 0;
  let most = 0;
  hear = (request, response) => {
    request.on('data', (chunk: Buffer) => { got += chunk.length; most = Math.max(most, file.asked() - got); });
    request.on('end', () => response.end('{}'));
  };
  answerOf(await client.request({ method: 'POST', url: base, body: { file } }));
  expect(got).toBe(file.bytes);
  // Pieces in the stream and in the sockets of both ends.
  expect(most).toBeLessThan(40_000_000);
});

it('stops reading when the server answers before the end', async () => {
  const file = large(300 * 1_048_576);
  hear = (request, response) => { request.once('data', () => { request.pause(); response.writeHead(413).end('{"error":"too large"}'); }); };
  expect(answerOf(await client.request({ method: 'POST', url: base, body: { file } })).status).toBe(413);
  expect(file.asked()).toBeLessThan(60_000_000);
});

it('fails, and does not hang, when the file breaks off', async () => {
  hear = hashing;
  const broken: FileSource = { bytes: 5_000_000, readRange: (from, to) => (from > 2_000_000 ? Promise.reject(new Error('the file ends early')) : Promise.resolve(new Uint8Array(to - from))) };
  expect(failureOf(await client.request({ method: 'POST', url: base, body: { file: broken } }))).toMatchObject({ type: 'reset', detail: 'the file could not be read: the file ends early' });
});

it('keeps the secrets of a form with a file out of the log', async () => {
  wire.handler = (_request, response) => void response.end('{"echo":"policy-of-the-upload"}');
  const sent = await wire.send({ method: 'POST', body: { file: fileOf(film), form: { fields: [['access_token', 'policy-of-the-upload']], name: 'file', fileName: 'a.mp4', mime: 'video/mp4' } } });
  expect(answerOf(sent).log.body).not.toContain('policy-of-the-upload');
});
