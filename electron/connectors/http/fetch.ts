import type { LookupFunction } from 'node:net';
import type { Clock, Millis } from '#core/clock';
import { SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { NetworkAnswer } from '../ports/connector-error';
import { nextHop, readAddress } from './address';
import { type BodyContent, encodeBody } from './body';
import { createExchange } from './exchange';
import type { RawAnswer, RawFailure } from './exchange';
import { HttpError } from './http-error';
import type { Http, HttpAnswer, HttpFailure, HttpRequest, HttpRoad } from './http';
import { createRedactor, secretsOfRequest } from './redact';
import type { Redactor } from './redact';
import { readRetryAt } from './retry-after';

export interface HttpDeps {
  readonly clock: Clock;
  /** `Linnet/0.1.0 (+https://…)` */
  readonly userAgent: string;
  /** Shared with the log, so that a token registered once is taken out everywhere. */
  readonly redactor?: Redactor;
  /** Name look-up for tests; the system's by default. */
  readonly resolve?: LookupFunction;
  /** Which addresses count as public; for tests, whose servers are on this machine. */
  readonly isPublic?: (address: string) => boolean;
  /** Plain http to other machines, for a server in the house. Never for a network's own address. */
  readonly allowInsecure?: boolean;
}

const DEFAULT_TIMEOUT: Millis = 30 * SECOND;
const DEFAULT_MAX_BYTES = 5_000_000;
const MAX_REDIRECTS = 5;
const LOG_LENGTH = 4000;
const REQUEST_LENGTH = 300;
const NULL_BODY = new Set([204, 205, 304]);

/** What `fetch` adds to a request: any method, and an answer as bytes. */
interface Sending extends Omit<HttpRequest, 'method'> {
  readonly method: string;
}
interface Received {
  readonly raw: RawAnswer;
  readonly url: URL;
  readonly log: NetworkAnswer;
  readonly redact: (text: string) => string;
}

export function createHttp(deps: HttpDeps): Http {
  const redactor = deps.redactor ?? createRedactor();
  const exchange = createExchange({ clock: deps.clock, resolve: deps.resolve, isPublic: deps.isPublic });
  const allowInsecure = deps.allowInsecure ?? false;

  const send = async (request: Sending, publicOnly: boolean): Promise<Result<Received, HttpFailure>> => {
    const begun = deps.clock.monotonic();
    const deadline = deps.clock.now() + (request.timeoutMs ?? DEFAULT_TIMEOUT);
    const address = readAddress(request.url, allowInsecure);
    let secrets: readonly string[] = [];
    const logOf = (status: number | null, body: string): NetworkAnswer => ({
      request: redactor.redact(describe(request), secrets).slice(0, REQUEST_LENGTH),
      status,
      body: redactor.redact(body, secrets).slice(0, LOG_LENGTH),
      durationMs: Math.max(0, Math.round(deps.clock.monotonic() - begun)),
    });
    const failed = (failure: RawFailure): Result<Received, HttpFailure> => {
      const detail = redactor.redact(failure.detail, secrets);
      return err({ ...failure, detail, log: logOf(null, detail) });
    };
    if (!address.ok) return failed({ type: 'refused', sent: false, detail: address.error });

    let first: { readonly headers: Headers; readonly body: BodyContent | null };
    try {
      first = await prepare(request, deps.userAgent);
    } catch (error) {
      return failed({ type: 'refused', sent: false, detail: `the request could not be built: ${String(error)}` });
    }
    secrets = secretsOfRequest(first.headers, address.value, request.body);

    let hop = { method: request.method, url: address.value, headers: first.headers };
    for (let hops = 0; ; hops += 1) {
      let answer: Result<RawAnswer, RawFailure>;
      try {
        answer = await exchange({
          ...hop,
          body: first.body,
          deadline,
          idleMs: request.timeoutMs ?? DEFAULT_TIMEOUT,
          maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES,
          signal: request.signal,
          publicOnly,
        });
      } catch (error) {
        // Node refuses illegal header values by throwing, before anything is opened.
        return failed({ type: 'refused', sent: hops > 0, detail: `the request could not be built: ${String(error)}` });
      }
      if (!answer.ok) return failed({ ...answer.error, sent: answer.error.sent || hops > 0 });
      const { status, headers, bytes } = answer.value;
      const mode = request.redirect ?? 'follow';
      const next = mode === 'manual' ? null : nextHop(hop, status, headers.get('location'), allowInsecure);
      if (mode === 'error' && status >= 300 && status < 400 && headers.has('location')) {
        return failed({ type: 'unreadable', sent: true, detail: `an unexpected redirect (${status})` });
      }
      if (next === null) {
        const known = secrets;
        return ok({ raw: answer.value, url: hop.url, log: logOf(status, readable(headers, bytes)), redact: (text) => redactor.redact(text, known) });
      }
      if (hops >= MAX_REDIRECTS) return failed({ type: 'unreadable', sent: true, detail: 'too many redirects' });
      hop = next;
    }
  };

  const road = (publicOnly: boolean): HttpRoad => ({
    async request(request) {
      const received = await send(request, publicOnly);
      if (!received.ok) return received;
      return ok(toAnswer(received.value, deps.clock.now()));
    },
    async fetch(input, init) {
      const asked = new Request(input, init);
      const bytes = asked.body === null ? undefined : new Uint8Array(await asked.arrayBuffer());
      const received = await send({
        method: asked.method,
        url: asked.url,
        headers: Object.fromEntries(asked.headers),
        ...(bytes === undefined ? {} : { body: bytes }),
        redirect: asked.redirect,
        // Whoever uses `fetch` cannot say how long: a second more for each 64 kB that has to go out.
        timeoutMs: DEFAULT_TIMEOUT + Math.ceil((bytes?.byteLength ?? 0) / 64_000) * SECOND,
        signal: asked.signal,
      }, publicOnly);
      if (!received.ok) {
        if (received.error.type === 'aborted') asked.signal.throwIfAborted();
        throw new HttpError(received.error);
      }
      return toResponse(received.value);
    },
  });

  return { ...road(false), publicOnly: road(true), redact: (text, own) => redactor.redact(text, own) };
}

async function prepare(request: Sending, userAgent: string): Promise<{ readonly headers: Headers; readonly body: BodyContent | null }> {
  const headers = new Headers(request.headers);
  const body = await encodeBody(request.body);
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent);
  if (!headers.has('accept')) headers.set('accept', 'application/json');
  headers.set('accept-encoding', 'gzip, deflate, br');
  if (body !== null) {
    if (body.contentType !== null && !headers.has('content-type')) headers.set('content-type', body.contentType);
    headers.set('content-length', String(body.length));
  } else if (request.method !== 'GET' && request.method !== 'HEAD') headers.set('content-length', '0');
  return { headers, body: body?.content ?? null };
}

function describe(request: Sending): string {
  const url = URL.parse(request.url);
  return url === null ? `${request.method} ?` : `${request.method} ${url.pathname}${url.search}`;
}

function readable(headers: Headers, bytes: Uint8Array): string {
  const type = headers.get('content-type') ?? '';
  if (bytes.byteLength > 0 && /^(image|video|audio|font)\/|octet-stream|application\/(zip|pdf|vnd\.ipld)/i.test(type)) return `(${type}, ${bytes.byteLength} bytes)`;
  // Room for redaction to shorten the text before it is cut to its final length.
  return new TextDecoder().decode(bytes.subarray(0, LOG_LENGTH * 8));
}

function toAnswer({ raw, log, redact }: Received, now: Millis): HttpAnswer {
  const text = new TextDecoder().decode(raw.bytes);
  return { status: raw.status, headers: raw.headers, text, json: parseJson(text), log, redact, retryAt: readRetryAt(raw.status, raw.headers, now) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toResponse({ raw, url }: Received): Response {
  const headers = new Headers(raw.headers);
  // The bytes are already unpacked.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const response = new Response(NULL_BODY.has(raw.status) ? null : new Uint8Array(raw.bytes), { status: raw.status, headers });
  Object.defineProperty(response, 'url', { value: url.href });
  return response;
}
