import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import type { Ask, FoundRoute, Reply } from './exchange';
import { problem } from './exchange';
import type { Fault, FaultBoard } from './faults';
import type { Settings } from './options';
import type { Quota } from './quota';
import type { Tokens } from './tokens';

const MAX_BODY_BYTES = 12 * 1024 * 1024;

export interface Gate {
  readonly settings: Settings;
  readonly faults: FaultBoard;
  readonly tokens: Tokens;
  readonly quota: Quota;
  readonly find: (method: string, path: string) => FoundRoute | 'wrong-method' | null;
  /** Called once for each answered or dropped request, for `/admin/stats`. */
  readonly count: (endpoint: string, outcome: string) => void;
}

/** Reads a request, lets the faults strike, checks who asks, does the work, and answers. */
export async function serve(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', gate.settings.origin());
  // A page on the web that resolves its own name to 127.0.0.1 would come with its own Host.
  if (!isOwnHost(request.headers.host, gate.settings.origin())) return answer(response, problem(421, 'wrong_host', 'This server is only for this machine.'));
  const found = gate.find(request.method ?? 'GET', url.pathname);
  const body = await readBody(request);
  if (body === null) return answer(response, problem(413, 'too_large', 'The request is larger than 12 MB.', { connection: 'close' }));
  if (found === null) return answer(response, problem(404, 'not_found', 'There is nothing here.'));
  if (found === 'wrong-method') return answer(response, problem(405, 'wrong_method', 'This address does not take that method.'));

  const ask: Ask = { url, params: found.params, headers: request.headers, body };
  const strike = found.route.access === 'admin' ? { before: [], after: [] } : gate.faults.strike(found.endpoint);
  const done = (outcome: string): void => gate.count(found.endpoint, outcome);

  const stopped = await suffer(gate, strike.before, response);
  if (stopped !== null) return finish(stopped, response, done);
  const reply = await work(gate, found, ask);
  const lost = await suffer(gate, strike.after, response);
  return finish(lost ?? reply, response, done);
}

async function work(gate: Gate, found: FoundRoute, ask: Ask): Promise<Reply> {
  const { route } = found;
  if (route.access === 'admin') {
    return isSecret(bearer(ask), gate.settings.secret) ? route.handle(ask) : problem(401, 'invalid_token', 'The admin secret is wrong.');
  }
  if (route.access === 'open') return route.handle(ask);
  const signed = gate.tokens.check(bearer(ask));
  if (signed === null) return unauthorised();
  const spent = gate.quota.spend(signed.person.id);
  if (!spent.allowed) return problem(429, 'rate_limited', 'Too many requests.', spent.headers);
  const reply = await route.handle({ ...ask, ...signed });
  return { ...reply, headers: { ...reply.headers, ...spent.headers } };
}

type Silence = 'dropped' | 'reset' | 'hang';

/** Runs the faults; an answer or a silence takes the place of what would have come. */
async function suffer(gate: Gate, faults: readonly Fault[], response: ServerResponse): Promise<Reply | Silence | null> {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'slow':
        await pause(gate.settings, fault.ms);
        if (response.destroyed && fault.when === 'before' && !fault.evenIfGone) return 'dropped';
        break;
      case 'rate-limit':
        return problem(429, 'rate_limited', 'Too many requests, by a fault.', { 'retry-after': String(fault.retryAfterSeconds) });
      case 'error':
        return problem(fault.status, 'server_error', 'Something broke, by a fault.');
      case 'token-expired':
        return unauthorised();
      case 'reset':
      case 'hang':
        return fault.kind;
    }
  }
  return null;
}

function finish(end: Reply | Silence, response: ServerResponse, done: (outcome: string) => void): void {
  if (end === 'reset' || end === 'dropped') response.socket?.resetAndDestroy();
  if (typeof end !== 'string') answer(response, end);
  done(typeof end === 'string' ? end : String(end.status));
}

function answer(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, { 'content-length': Buffer.byteLength(reply.body), ...reply.headers });
  response.end(reply.body);
}

const unauthorised = (): Reply =>
  problem(401, 'invalid_token', 'The access token is missing, expired or revoked.', { 'www-authenticate': 'Bearer error="invalid_token"' });

function pause(settings: Settings, ms: number): Promise<void> {
  return new Promise((resolve) => void settings.clock.callAt(settings.clock.now() + ms, resolve));
}

function bearer(ask: Ask): string {
  const header = ask.headers.authorization ?? '';
  return /^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? '';
}

function isSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function isOwnHost(host: string | undefined, origin: string): boolean {
  const port = new URL(origin).port;
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Null when it is too large; the rest is read and thrown away so that the answer can be heard. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : null;
}
