import type { IncomingMessage } from 'node:http';

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Of a form or of JSON; empty for anything else. */
export function readFields(request: IncomingMessage, raw: Buffer): Readonly<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? '';
  if (type.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(raw.toString()));
  if (!type.includes('json')) return {};
  try {
    return Object(JSON.parse(raw.toString()));
  } catch {
    return {};
  }
}
