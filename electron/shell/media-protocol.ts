import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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
  /** Takes the picture that stands for a video. */
  readonly poster: (hash: string, stream: AsyncIterable<Uint8Array>) => Promise<AppResult<null>>;
  /** Bytes. */
  readonly maxImportBytes: number;
  /** Where our own window comes from; nobody else may ask. */
  readonly origins: readonly string[];
}

const HASH = /^\/([0-9a-f]{64})$/;
const BRAND = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const widths = [64, 160, 480, 1200] as const;

const empty = async function* (): AsyncGenerator<Uint8Array> { /* no body, no bytes */ };

/** Everything behind `linnet-media://`, without Electron: `thumb/<hash>?w=`, `file/<hash>`, `POST import/<brand>?name=`, and `POST poster/<hash>`. */
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
  const forEver = 'private, max-age=31536000, immutable';
  const body = (request: Request, path: string, range: ByteRange): BodyInit | null =>
    (request.method === 'HEAD' || range.end < range.start ? null : (Readable.toWeb(createReadStream(path, range)) as unknown as BodyInit));

  /** A part of a file is answered as a part: a player leaps about in a video. */
  async function file(request: Request, path: string, mime: string): Promise<Response> {
    const size = await stat(path).then((found) => found.size, () => null);
    if (size === null) return no(request, 404);
    const asked = readRange(request.headers.get('range'), size);
    const type = { 'content-type': mime, 'accept-ranges': 'bytes' };
    if (asked === 'none') return new Response(null, { status: 416, headers: headers(request, { ...type, 'content-range': `bytes */${size}`, 'cache-control': 'no-store' }) });
    const range = asked ?? { start: 0, end: size - 1 };
    const part = asked === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` };
    return new Response(body(request, path, range), {
      status: asked === null ? 200 : 206,
      headers: headers(request, { ...type, ...part, 'content-length': String(range.end - range.start + 1), 'cache-control': forEver }),
    });
  }
  const answer = (request: Request, result: AppResult<unknown>): Response =>
    new Response(JSON.stringify(result), { status: 200, headers: headers(request, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }) });

  const bodyOf = (request: Request): AsyncIterable<Uint8Array> =>
    (request.body === null ? empty() : (Readable.fromWeb(request.body as NodeStream<Uint8Array>) as AsyncIterable<Uint8Array>));

  async function importFile(request: Request, url: URL): Promise<Response> {
    const brandId = BRAND.exec(url.pathname)?.[1];
    if (brandId === undefined) return no(request, 404);
    if (Number(request.headers.get('content-length') ?? 0) > deps.maxImportBytes) return answer(request, err(appError('media-too-big', { max: deps.maxImportBytes })));
    return answer(request, await deps.importStream({ brandId, fileName: url.searchParams.get('name') ?? '', stream: bodyOf(request) }));
  }

  async function takePoster(request: Request, url: URL): Promise<Response> {
    const hash = HASH.exec(url.pathname)?.[1];
    return hash === undefined ? no(request, 404) : answer(request, await deps.poster(hash, bodyOf(request)));
  }

  async function read(request: Request, url: URL): Promise<Response> {
    const hash = HASH.exec(url.pathname)?.[1];
    if (hash === undefined) return no(request, 404);
    if (url.host === 'file') {
      const found = deps.original(hash);
      return found === null ? no(request, 404) : file(request, found.path, playedAs(found.mime));
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
    if (url.host === 'import') return request.method === 'POST' ? importFile(request, url) : no(request, 405);
    if (url.host === 'poster') return request.method === 'POST' ? takePoster(request, url) : no(request, 405);
    if (url.host !== 'thumb' && url.host !== 'file') return no(request, 404);
    return request.method === 'GET' || request.method === 'HEAD' ? read(request, url) : no(request, 405);
  };
}

/** Chromium plays what it knows by these names; inside they are the same containers. */
const playedAs = (mime: string): string => (mime === 'video/quicktime' ? 'video/mp4' : mime === 'video/x-matroska' ? 'video/webm' : mime);

/** Both ends are in it. */
interface ByteRange { readonly start: number; readonly end: number }

/** One range of bytes; null where none is asked for, or several, or none that makes sense: then the whole file is answered. `none`: it lies behind the end. */
function readRange(header: string | null, size: number): ByteRange | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') return to === '0' || size === 0 ? 'none' : { start: Math.max(0, size - Number(to)), end: size - 1 };
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < start) return null;
  return start >= size ? 'none' : { start, end };
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
