import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '#core/clock';
import { MINUTE } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { type Answer, refuse } from './answers';
import { createGate, type Gate } from './gate';
import { createMedia, type MediaSettings } from './media';
import { createPins, type Pin } from './pins';

export interface Exchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

export interface PinterestServer {
  readonly url: string;
  readonly pins: readonly Pin[];
  readonly gate: Gate;
  /** A Pin that somebody made by hand. */
  readonly plant: (pin: Partial<Pin>) => Pin;
  readonly exchanges: readonly Exchange[];
  readonly settings: MediaSettings;
  /** Videos as they came, by the number that Pinterest gave them. */
  readonly videoOf: (id: string) => Buffer | null;
  /** What was uploaded in a way that the storage service does not know. */
  readonly problems: readonly string[];
  /** Of a long run nobody reads them, and each holds its pictures. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

/** Calls a minute, as the trial of a server of its own. */
const LIMIT = 10_000;

/** A stand-in for Pinterest on loopback: keeps boards, sections and Pins, and answers with its words, headers and errors. */
export async function startPinterest(clock: Clock): Promise<PinterestServer> {
  const exchanges: Exchange[] = [];
  const gate = createGate(clock);
  const settings: MediaSettings = { processingLooks: 0, processingFails: false, uploadHost: null };
  const problems: string[] = [];
  let base = '';
  const media = createMedia(settings, () => base, (words) => { problems.push(words); });
  const store = createPins(clock, media.isReady);
  let calls = 0;

  async function handle(request: IncomingMessage, raw: Buffer): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://x');
    const method = request.method ?? '';
    if (url.pathname === '/media-upload/' && method === 'POST') {
      if (request.headers.authorization !== undefined) problems.push('an upload with a token');
      return media.take(request.headers['content-type'] ?? '', raw);
    }
    const body = raw.toString();
    if (url.pathname === '/oauth/') return gate.page(url.searchParams);
    if (url.pathname === '/v5/oauth/token' && method === 'POST') return gate.token(request.headers.authorization ?? '', new URLSearchParams(body));
    if (!url.pathname.startsWith('/v5/')) return refuse(404, 404, 'No such page');
    calls += 1;
    const scope = gate.scopeOf(request.headers.authorization ?? '');
    if (scope === null) return refuse(401, 2, 'Authentication failed.');
    const [, , kind, id] = url.pathname.split('/');
    const sent: unknown = body === '' ? undefined : JSON.parse(body);
    const mayMedia = scope.includes('pins:read') && (method === 'GET' || scope.includes('pins:write'));
    const answer = kind === 'media' && mayMedia ? media.handle(method, id, sent) : store.handle(method, url, sent, scope);
    return { ...answer, headers: { 'x-ratelimit-limit': `${LIMIT};w=60`, 'x-ratelimit-remaining': String(LIMIT - calls), 'x-ratelimit-reset': String(MINUTE / 1000) } };
  }

  const server = http.createServer((request, response) => {
    void readAll(request).then(async (raw) => {
      const answer = await handle(request, raw).catch((): Answer => refuse(400, 1, 'Invalid request'));
      const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
      const body = request.url === '/media-upload/' ? '' : raw.toString();
      exchanges.push({ method: request.method ?? '', path: request.url ?? '', contentType: request.headers['content-type'] ?? '', body, status: answer.status, answer: text });
      response.writeHead(answer.status, { 'content-type': answer.text === undefined ? 'application/json' : 'application/xml', ...answer.headers }).end(text);
    });
  });
  base = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url: base,
    pins: store.pins,
    gate,
    plant: store.plant,
    exchanges,
    settings,
    problems,
    videoOf: (id) => media.all.get(id)?.bytes ?? null,
    forget: () => { exchanges.length = 0; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
