import http from 'node:http';
import type net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import type { Result } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import type { HttpAnswer, HttpFailure, HttpRequest } from '#electron/connectors/http/http';
import { realClock } from './real-clock';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;
interface Seen { readonly method: string; readonly url: string; readonly headers: http.IncomingHttpHeaders; readonly body: string }

export const portOf = (server: net.Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return (address satisfies AddressInfo).port;
};
export const listen = async (server: net.Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server);
};

export const client = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
export const answerOf = (result: Result<HttpAnswer, HttpFailure>): HttpAnswer => {
  if (!result.ok) throw new Error(`${result.error.type}: ${result.error.detail}`);
  return result.value;
};
export const failureOf = (result: Result<HttpAnswer, HttpFailure>): HttpFailure => {
  if (result.ok) throw new Error(`an answer: ${result.value.status}`);
  return result.error;
};

/** A server of its own for each case of this file: it answers as `handler` says and remembers what it was asked. */
export function useServer() {
  const at = {
    handler: ((_request, response) => void response.end('{}')) as Handler,
    base: '', seen: [] as Seen[], sockets: new Set<net.Socket>(),
    send: (request: Partial<HttpRequest>, with_ = client): Promise<Result<HttpAnswer, HttpFailure>> => with_.request({ method: 'GET', url: `${at.base}/x`, ...request }),
  };
  let server: http.Server;
  beforeEach(async () => {
    at.seen = [];
    at.sockets = new Set();
    at.handler = (_request, response) => void response.end('{}');
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        at.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        at.handler(request, response, body);
      });
    });
    server.on('connection', (socket) => at.sockets.add(socket));
    at.base = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  return at;
}
