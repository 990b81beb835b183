import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Protocol } from 'electron';
import type { Asset } from '#core/contract/shapes';
import { appError, type AppResult } from '#core/errors';
import { err } from '#core/result';

/** For `protocol.registerSchemesAsPrivileged`, which may be called once only: hand all schemes to it together. */
export const mediaScheme = {
  scheme: 'linnet-media',
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
} as const;

export interface MediaProtocolDeps {
  /** Path of a thumbnail, made when missing; `not-found` for a hash that the library does not have. */
  readonly thumbnail: (hash: string, width: (typeof widths)[number]) => Promise<AppResult<string>>;
  /** Path and type of an original; null for anything that is not a hash in the library. */
  readonly original: (hash: string) => { readonly path: string; readonly mime: string } | null;
  readonly importStream: (input: { readonly brandId: string; readonly fileName: string; readonly stream: AsyncIterable<Uint8Array> }) => Promise<AppResult<Asset>>;
  /** Bytes. */
  readonly maxImportBytes: number;
  /** Where our own window comes from; nobody else may ask. */
  readonly origins: readonly string[];
}

const HASH = /^\/([0-9a-f]{64})$/;
const BRAND = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const widths = [64, 160, 480, 1200] as const;

const empty = async function* (): AsyncGenerator<Uint8Array> { /* no body, no bytes */ };

/** Everything behind `linnet-media://`, without Electron: `thumb/<hash>?w=`, `file/<hash>`, and `POST import/<brand>?name=`. */
export function createMediaHandler(deps: MediaProtocolDeps): (request: Request) => Promise<Response> {
  function headers(request: Request, more: Readonly<Record<string, string>>): Record<string, string> {
    const origin = request.headers.get('origin');
    return {
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'", vary: 'origin', ...more,
      ...(origin !== null && deps.origins.includes(origin) ? { 'access-control-allow-origin': origin } : {}),
    };
  }
  const no = (request: Request, status: number): Response => new Response(null, { status, headers: headers(request, {}) });
  /** A name is the hash of what it names, so it never changes. */
  const file = (request: Request, path: string, mime: string): Response =>
    new Response(request.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(path)) as unknown as BodyInit), { headers: headers(request, { 'content-type': mime, 'cache-control': 'private, max-age=31536000, immutable' }) });
  const answer = (request: Request, result: AppResult<Asset>): Response =>
    new Response(JSON.stringify(result), { status: 200, headers: headers(request, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }) });

  async function importPicture(request: Request, url: URL): Promise<Response> {
    const brandId = BRAND.exec(url.pathname)?.[1];
    if (brandId === undefined) return no(request, 404);
    if (Number(request.headers.get('content-length') ?? 0) > deps.maxImportBytes) return answer(request, err(appError('media-too-big', { max: deps.maxImportBytes })));
    const stream = request.body === null ? empty() : Readable.fromWeb(request.body as NodeStream<Uint8Array>);
    return answer(request, await deps.importStream({ brandId, fileName: url.searchParams.get('name') ?? '', stream: stream as AsyncIterable<Uint8Array> }));
  }

  async function read(request: Request, url: URL): Promise<Response> {
    const hash = HASH.exec(url.pathname)?.[1];
    if (hash === undefined) return no(request, 404);
    if (url.host === 'file') {
      const found = deps.original(hash);
      return found === null ? no(request, 404) : file(request, found.path, found.mime);
    }
    const asked = Number(url.searchParams.get('w') ?? 480);
    const width = widths.find((w) => w >= asked) ?? 1200;
    const made = await deps.thumbnail(hash, width);
    return made.ok ? file(request, made.value, 'image/webp') : no(request, made.error.code === 'not-found' ? 404 : 422);
  }

  return async (request) => {
    const origin = request.headers.get('origin');
    if (origin !== null && !deps.origins.includes(origin)) return no(request, 403);
    const url = new URL(request.url);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: headers(request, { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type' }) });
    if (url.host === 'import') return request.method === 'POST' ? importPicture(request, url) : no(request, 405);
    if (url.host !== 'thumb' && url.host !== 'file') return no(request, 404);
    return request.method === 'GET' || request.method === 'HEAD' ? read(request, url) : no(request, 405);
  };
}

/** After the app is ready. `protocol` is the session's own. */
export function handleMedia(protocol: Protocol, handle: (request: Request) => Promise<Response>): void {
  protocol.handle(mediaScheme.scheme, async (request) => {
    try {
      return await handle(request);
    } catch {
      return new Response(null, { status: 500 });
    }
  });
}
