import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { LoginContext, LoginError, LoopbackRedirect } from '../ports/login';
import { PAGE_HEADERS, renderPage } from './page';
import type { PageKind } from './page';
import { sameText } from './same-text';

export interface LoopbackDeps {
  readonly clock: Clock;
  /** Cancels the login. */
  readonly signal: AbortSignal;
  /** How long a person may take on the network's pages. Default ten minutes. */
  readonly timeoutMs?: Millis;
}

type Answer = Result<URLSearchParams, LoginError>;

/** The `listen` of a login context. */
export function createLoopbackListen(deps: LoopbackDeps): LoginContext['listen'] {
  return (options) => openLoopback(deps, options);
}

/**
 * Waits on 127.0.0.1 for the one answer that carries our state (RFC 8252, 7.3). One-shot: after it the listener is gone.
 * Everything else gets a 404 or the page that says it was not ours, and changes nothing.
 * A port that is taken is not thrown: `answer` then says `unreachable`.
 */
export async function openLoopback(
  { clock, signal, timeoutMs = 10 * MINUTE }: LoopbackDeps,
  { path = '/callback', port = 0, host = '127.0.0.1' }: Parameters<LoginContext['listen']>[0] & {} = {},
): Promise<LoopbackRedirect> {
  let expected: string | null = null;
  let finish: (answer: Answer) => void = () => {};
  const finished = new Promise<Answer>((resolve) => (finish = resolve));
  let open = true;

  const server = createServer((request, response) => {
    const url = readRequest(request, ownHost(server, host), path);
    if (url === null) return reply(response, 404, 'not-ours');
    const states = url.searchParams.getAll('state');
    const given = states[0];
    if (!open || expected === null || given === undefined || states.length !== 1 || !sameText(given, expected)) {
      return reply(response, 400, 'not-ours');
    }
    open = false;
    // The page is on its way before the listener closes, so the browser never ends on "refused to connect".
    response.once('close', () => settle(ok(url.searchParams)));
    reply(response, 200, pageFor(url.searchParams.get('error')));
  });
  server.maxHeadersCount = 100;
  server.requestTimeout = 10_000;

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      open = false;
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const settle = (answer: Answer): void => {
    finish(answer);
    void close();
  };
  const onAbort = (): void => settle(err({ type: 'cancelled' }));
  const cancelTimer = clock.callAt(clock.now() + timeoutMs, () => settle(err({ type: 'timed-out' })));

  const problem = await listenOn(server, port);
  if (problem !== null) settle(err({ type: 'unreachable', detail: `port ${port} on this machine: ${problem}`, port }));
  else if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });

  return {
    url: `http://${problem === null ? ownHost(server, host) : `${host}:${port}`}${path}`,
    answer(state) {
      if (state.length < 16) throw new Error('a state must be long enough to be unguessable');
      expected = state;
      return finished;
    },
    async close() {
      finish(err({ type: 'cancelled' }));
      await close();
    },
  };
}

/** The URL of a real answer to us, or null: only GET, only our path, and only for the address we are (a page that rebinds its name is not). */
function readRequest(request: IncomingMessage, host: string, path: string): URL | null {
  if (request.method !== 'GET' || request.headers.host !== host) return null;
  const url = URL.parse(request.url ?? '', `http://${host}`);
  return url !== null && url.host === host && url.pathname === path ? url : null;
}

function pageFor(error: string | null): PageKind {
  if (error === null) return 'connected';
  return error === 'access_denied' ? 'denied' : 'failed';
}

function reply(response: ServerResponse, status: number, page: PageKind): void {
  response.writeHead(status, PAGE_HEADERS).end(renderPage(page));
}

function ownHost(server: Server, host: string): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? `${host}:${address.port}` : '';
}

function listenOn(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
}
