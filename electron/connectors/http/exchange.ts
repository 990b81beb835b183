import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Clock, Millis } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { BodyContent } from './body';
import type { HttpFailure } from './http';
import { isPublicAddress, NOT_PUBLIC, publicLookup, refusedHost } from './public-address';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}
export type RawFailure = Pick<HttpFailure, 'type' | 'sent' | 'detail'>;

export interface ExchangeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: BodyContent | null;
  readonly deadline: Millis;
  /** Net under the deadline for the case that the wall clock is set back: real milliseconds without a byte. */
  readonly idleMs: Millis;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Addresses of this machine and of the local network are refused. */
  readonly publicOnly: boolean;
}

export interface ExchangeDeps {
  readonly clock: Clock;
  readonly resolve: LookupFunction | undefined;
  /** Which addresses are public; for tests, whose servers are on this machine. */
  readonly isPublic?: ((address: string) => boolean) | undefined;
}

const UNPACK: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * One request, one answer, no retry of any kind, and each on its own connection. On a used one, a server that just closed it
 * makes "nothing was sent" look like "perhaps sent", and a post would need a person; snac closes without saying so, which
 * failed reads too. What it costs is a handshake; TLS sessions are resumed.
 */
export function createExchange(deps: ExchangeDeps): (request: ExchangeRequest) => Promise<Result<RawAnswer, RawFailure>> {
  // No limit of sockets here: with one, Node hands a used socket to the next request in the queue. Callers limit themselves.
  const agents = { 'http:': new http.Agent({ keepAlive: false }), 'https:': new https.Agent({ keepAlive: false }) };

  const isPublic = deps.isPublic ?? isPublicAddress;
  const onlyPublic = publicLookup(isPublic, deps.resolve);

  return (request) =>
    new Promise((resolve) => {
      const refused = request.publicOnly ? refusedHost(request.url, isPublic) : null;
      if (refused !== null) return resolve(err({ type: 'refused', sent: false, detail: refused.message }));
      const lookup = request.publicOnly ? onlyPublic : deps.resolve;
      const secure = request.url.protocol === 'https:';
      const agent = agents[secure ? 'https:' : 'http:'];
      let connected = false;
      let done = false;
      let cancelTimer = (): void => {};

      let source: Readable | null = null;
      const settle = (result: Result<RawAnswer, RawFailure>): void => {
        if (done) return;
        done = true;
        // Whoever answers before the end wants no more of the file.
        source?.destroy();
        cancelTimer();
        request.signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const fail = (type: RawFailure['type'], detail: string): void => {
        settle(err({ type, sent: connected, detail }));
        outgoing.destroy();
      };
      const onAbort = (): void => fail('aborted', 'stopped by Linnet');

      const outgoing = (secure ? https : http).request(request.url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        agent,
        timeout: request.idleMs,
        ...(lookup === undefined ? {} : { lookup }),
      });
      outgoing.on('socket', (socket) => {
        if (!secure && !socket.connecting) connected = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
      });
      outgoing.on('timeout', () => fail('timeout', connected ? 'no answer in time' : 'no connection in time'));
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        settle(err({ type: connected ? 'reset' : kindOf(error, secure), sent: connected, detail: error.code === NOT_PUBLIC ? error.message : error.code ?? error.message }));
      });
      outgoing.on('response', (incoming) => {
        collect(incoming, request.maxBytes, request.method === 'HEAD').then(
          (collected) => {
            if (collected.ok) settle(ok(collected.value));
            else fail(collected.error.type, collected.error.detail);
          },
          (error: unknown) => fail('unreadable', String(error)),
        );
      });

      if (request.signal?.aborted === true) return onAbort();
      request.signal?.addEventListener('abort', onAbort, { once: true });
      cancelTimer = deps.clock.callAt(request.deadline, () => fail('timeout', connected ? 'no answer in time' : 'no connection in time'));
      if (request.body === null) outgoing.end();
      else if (request.body instanceof Uint8Array) outgoing.end(request.body);
      else {
        source = Readable.from(request.body());
        source.on('error', (error) => fail('reset', `the file could not be read: ${error.message}`));
        source.pipe(outgoing);
      }
    });
}

function kindOf(error: NodeJS.ErrnoException, secure: boolean): RawFailure['type'] {
  const code = error.code ?? '';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM', NOT_PUBLIC].includes(code)) return 'refused';
  // What is left before a secure connection stands is the certificate or the handshake.
  return secure && code !== 'ECONNRESET' ? 'tls' : 'reset';
}

async function collect(
  incoming: http.IncomingMessage,
  maxBytes: number,
  noBody: boolean,
): Promise<Result<RawAnswer, { readonly type: 'reset' | 'unreadable'; readonly detail: string }>> {
  const headers = new Headers();
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) headers.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '');
  const status = incoming.statusCode ?? 0;
  if (noBody) {
    incoming.resume();
    return ok({ status, headers, bytes: new Uint8Array() });
  }
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const unpack = UNPACK.get(encoding)?.();
  if (unpack === undefined && encoding !== 'identity' && encoding !== '') return err({ type: 'unreadable', detail: `content-encoding ${encoding}` });
  let cut: string | null = null;
  if (unpack !== undefined) {
    incoming.once('error', (error) => {
      cut = error.message;
      unpack.destroy(error);
    });
    incoming.pipe(unpack);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of unpack ?? incoming) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.byteLength;
      if (size > maxBytes) return err({ type: 'unreadable', detail: `the answer is larger than ${maxBytes} bytes` });
      chunks.push(chunk);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return err(unpack !== undefined && cut === null ? { type: 'unreadable', detail: message } : { type: 'reset', detail: `the answer broke off: ${message}` });
  }
  return ok({ status, headers, bytes: Buffer.concat(chunks) });
}
