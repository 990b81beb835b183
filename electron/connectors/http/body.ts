import type { HttpRequest } from './http';

export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** The body as bytes, so that its length is known and nothing is streamed that could not be said again to a log. */
export async function encodeBody(body: HttpRequest['body']): Promise<EncodedBody | null> {
  if (body === undefined) return null;
  if (typeof body === 'string') return { bytes: new TextEncoder().encode(body), contentType: null };
  if (body instanceof Uint8Array) return { bytes: body, contentType: null };
  if (body instanceof URLSearchParams) {
    return { bytes: new TextEncoder().encode(body.toString()), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  const multipart = new Response(body);
  return { bytes: new Uint8Array(await multipart.arrayBuffer()), contentType: multipart.headers.get('content-type') };
}
