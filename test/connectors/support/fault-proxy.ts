import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from './listen';

/** What goes wrong with a request. */
export type Fault =
  /** Answers by itself; the server never sees the request. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | ((request: SeenRequest) => string) }
  /** The line breaks before the server sees it. */
  | { readonly kind: 'reset' }
  /** The server does it, and the line breaks before its answer. */
  | { readonly kind: 'lose' }
  /** The server does it, and nobody ever answers. */
  | { readonly kind: 'silence' }
  /** The server does it, and the answer breaks off in the middle. */
  | { readonly kind: 'cut' }
  /** The server does it, and something on the way answers otherwise. */
  | { readonly kind: 'spoil'; readonly status: number; readonly body?: string }
  /** Held up on the way there; it arrives also when nobody waits for it any more. */
  | { readonly kind: 'slow-there'; readonly ms: number }
  /** The server does it at once, and its answer is held up. */
  | { readonly kind: 'slow-back'; readonly ms: number }
  /** Half of the body arrives, then the line breaks. */
  | { readonly kind: 'partial' };

export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Null until, and unless, an answer of the server itself came back. */
  answer: { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer } | null;
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** The next `times` requests that fit go wrong. Later faults are tried first. */
  readonly fault: (fits: (request: SeenRequest) => boolean, fault: Fault, times?: number) => void;
  /** Resolves once a request that fits has reached the fault it was given. */
  readonly struck: () => Promise<void>;
  /** Connections are refused until `up`. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  /** Everything that is asked from now on works, and nothing was seen. What is on its way stays so. */
  readonly mend: () => void;
  /** Everything works again, and nothing was seen. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Stands on loopback between a connector and its server. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const upstream = new URL(target);
  let seen: SeenRequest[] = [];
  let faults: { fits: (request: SeenRequest) => boolean; fault: Fault; left: number }[] = [];
  let waiting: (() => void)[] = [];
  let strikes = 0;

  const strike = (): void => {
    strikes += 1;
    for (const resolve of waiting.splice(0)) resolve();
  };

  const forward = (request: SeenRequest): Promise<NonNullable<SeenRequest['answer']>> =>
    new Promise((resolve, reject) => {
      const headers = { ...request.headers, host: upstream.host, connection: 'close' };
      const out = http.request(new URL(request.path, upstream), { method: request.method, headers, agent: false }, (incoming) => {
        readAll(incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }), reject);
      });
      out.on('error', reject);
      out.end(request.body);
    });

  /** Says how much there is to come, and breaks off half way. */
  const sendHalf = (request: SeenRequest, then: () => void): void => {
    const out = http.request(new URL(request.path, upstream), { method: request.method, headers: { ...request.headers, host: upstream.host, connection: 'close', 'content-length': String(request.body.length) }, agent: false });
    out.on('error', then);
    out.write(request.body.subarray(0, Math.floor(request.body.length / 2)), () => { out.destroy(); then(); });
  };

  const server = http.createServer((incoming, response) => {
    // Who goes away before all of it is there has asked for nothing.
    void readAll(incoming).then((body) => handle({ method: incoming.method ?? '', path: incoming.url ?? '/', headers: incoming.headers, body, answer: null }, response), () => undefined);
  });

  function handle(request: SeenRequest, response: ServerResponse): void {
    seen.push(request);
    const rule = faults.find((one) => one.left > 0 && one.fits(request));
    if (rule !== undefined) rule.left -= 1;
    const fault = rule?.fault;
    const drop = (): void => {
      response.socket?.destroy();
    };
    const pass = (then: (answer: NonNullable<SeenRequest['answer']>) => void): void => {
      forward(request).then((answer) => {
        request.answer = answer;
        then(answer);
      }, drop);
    };
    switch (fault?.kind) {
      case undefined:
        pass((answer) => void response.writeHead(answer.status, cleaned(answer.headers)).end(answer.body));
        return;
      case 'answer': {
        const text = typeof fault.body === 'function' ? fault.body(request) : (fault.body ?? '');
        response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(text);
        break;
      }
      case 'reset':
        drop();
        break;
      case 'lose':
        pass(() => {
          drop();
          strike();
        });
        return;
      case 'silence':
        pass(strike);
        return;
      case 'spoil':
        pass(() => {
          response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body ?? '');
          strike();
        });
        return;
      case 'slow-there':
        setTimeout(() => {
          pass((answer) => void response.writeHead(answer.status, cleaned(answer.headers)).end(answer.body));
          strike();
        }, fault.ms);
        return;
      case 'slow-back':
        pass((answer) => {
          setTimeout(() => void response.writeHead(answer.status, cleaned(answer.headers)).end(answer.body), fault.ms);
          strike();
        });
        return;
      case 'partial':
        sendHalf(request, () => {
          drop();
          strike();
        });
        return;
      case 'cut':
        pass((answer) => {
          response.writeHead(answer.status, { ...cleaned(answer.headers), 'content-length': String(answer.body.length + 10) });
          response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => {
            drop();
            strike();
          });
        });
        return;
    }
    strike();
  }

  const port = await listenOnLoopback(server);
  const down = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const up = async (): Promise<void> => {
    if (!server.listening) await listenOnLoopback(server, port);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    get seen() {
      return seen;
    },
    fault: (fits, fault, times = 1) => {
      strikes = 0;
      faults.unshift({ fits, fault, left: times });
    },
    struck: () => (strikes > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    down,
    up,
    mend: () => { faults = []; seen = []; },
    reset: async () => {
      faults = [];
      seen = [];
      waiting = [];
      strikes = 0;
      // Ends what a silent fault still holds open.
      server.closeAllConnections();
      await up();
    },
    close: down,
  };
}

/** Headers that speak of the connection to the server, not of the answer. */
function cleaned(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const { connection: _connection, 'transfer-encoding': _encoding, 'keep-alive': _alive, ...rest } = headers;
  return rest;
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
