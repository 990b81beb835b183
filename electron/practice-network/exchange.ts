import type { IncomingMessage } from 'node:http';
import type { Grant } from './store/grants';
import type { Person } from './store/people';

/** One request as the handlers see it: read whole, and let in. */
export interface Ask {
  readonly url: URL;
  /** Parts of the path that the route left open. */
  readonly params: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
/** A request that carried a living access token. */
export interface SignedAsk extends Ask {
  readonly person: Person;
  readonly grant: Grant;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type Route =
  | { readonly access: 'open' | 'admin'; readonly method: string; readonly path: string; readonly handle: (ask: Ask) => Reply | Promise<Reply> }
  | { readonly access: 'signed'; readonly method: string; readonly path: string; readonly handle: (ask: SignedAsk) => Reply | Promise<Reply> };

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
});
export const problem = (status: number, error: string, message: string, headers: Readonly<Record<string, string>> = {}): Reply =>
  json(status, { error, message }, headers);

/** The body as JSON, or undefined when it is none. */
export function jsonBody(ask: Ask): unknown {
  try {
    return JSON.parse(ask.body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export interface FoundRoute {
  readonly route: Route;
  /** `POST /api/posts/:id`, the name that faults go by. */
  readonly endpoint: string;
  readonly params: readonly string[];
}

/** Paths are short and few: each is compared part by part, `:x` taking any one part. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => FoundRoute | 'wrong-method' | null {
  const known = routes.map((route) => ({ route, endpoint: `${route.method} ${route.path}`, parts: route.path.split('/') }));
  return (method, path) => {
    const asked = path.split('/');
    let wrongMethod = false;
    for (const { route, endpoint, parts } of known) {
      const params = match(parts, asked);
      if (params === null) continue;
      if (route.method === method) return { route, endpoint, params };
      wrongMethod = true;
    }
    return wrongMethod ? 'wrong-method' : null;
  };
}

function match(parts: readonly string[], asked: readonly string[]): readonly string[] | null {
  if (parts.length !== asked.length) return null;
  const params: string[] = [];
  for (const [i, part] of parts.entries()) {
    const given = asked[i] ?? '';
    const colon = part.indexOf(':');
    if (colon < 0) {
      if (part !== given) return null;
      continue;
    }
    // `@:handle` keeps its @ in the path.
    if (!given.startsWith(part.slice(0, colon)) || given.length === colon) return null;
    try {
      params.push(decodeURIComponent(given.slice(colon)));
    } catch {
      return null;
    }
  }
  return params;
}
