import type { FileBody, HttpRequest } from './http';

/** Bytes, or what reads them anew each time it is called: a redirect may want them twice. */
export type BodyContent = Uint8Array | (() => AsyncIterable<Uint8Array>);

interface EncodedBody {
  /** Bytes; known before anything is sent, so nothing goes out chunked. */
  readonly length: number;
  readonly content: BodyContent;
  readonly contentType: string | null;
}

/** So much of a file is held at a time. */
const PIECE = 1_048_576;

export const isFileBody = (body: unknown): body is FileBody => typeof body === 'object' && body !== null && 'file' in body;

export async function encodeBody(body: HttpRequest['body']): Promise<EncodedBody | null> {
  if (body === undefined) return null;
  if (typeof body === 'string') return encoded(new TextEncoder().encode(body), null);
  if (body instanceof Uint8Array) return encoded(body, null);
  if (body instanceof URLSearchParams) return encoded(new TextEncoder().encode(body.toString()), 'application/x-www-form-urlencoded;charset=UTF-8');
  if (isFileBody(body)) return encodeFile(body);
  return encodeForm(body);
}

const encoded = (content: Uint8Array, contentType: string | null): EncodedBody => ({ length: content.byteLength, content, contentType });

async function encodeForm(form: FormData): Promise<EncodedBody & { readonly content: Uint8Array }> {
  const multipart = new Response(form);
  const content = new Uint8Array(await multipart.arrayBuffer());
  return { length: content.byteLength, content, contentType: multipart.headers.get('content-type') };
}

async function encodeFile({ file, form, from = 0, to = file.bytes }: FileBody): Promise<EncodedBody> {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = from; at < to; at += PIECE) yield await file.readRange(at, Math.min(at + PIECE, to));
  };
  if (form === undefined) return { length: to - from, content: pieces, contentType: null };
  // A form with an empty file in the file's place: what stands before and behind it is the same with a full one.
  const empty = new FormData();
  for (const [name, value] of form.fields) empty.append(name, value);
  empty.append(form.name, new Blob([], { type: form.mime }), form.fileName);
  const { content, contentType } = await encodeForm(empty);
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType ?? '');
  const end = Buffer.from(content.buffer, content.byteOffset, content.byteLength).lastIndexOf(`\r\n--${boundary?.[1] ?? boundary?.[2] ?? ''}--`);
  if (boundary === null || end < 0) throw new Error('a form without its end');
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield content.subarray(0, end);
    yield* pieces();
    yield content.subarray(end);
  };
  return { length: content.byteLength + to - from, content: whole, contentType };
}
