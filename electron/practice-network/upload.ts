import { err, ok, type Result } from '#core/result';
import type { Ask } from './exchange';

const MAX_BYTES = 10_000_000;
const MAX_ALT = 1500;

export interface Upload {
  readonly mime: string;
  readonly alt: string;
  readonly bytes: Uint8Array;
}
export interface BadUpload {
  readonly status: 400 | 413 | 415 | 422;
  readonly message: string;
}

/** A multipart form with `file` and, if wanted, `alt`. The kind of picture is read from its first bytes, not believed. */
export async function readUpload(ask: Ask): Promise<Result<Upload, BadUpload>> {
  let form: FormData;
  try {
    form = await new Response(Uint8Array.from(ask.body), { headers: { 'content-type': ask.headers['content-type'] ?? '' } }).formData();
  } catch {
    return err({ status: 400, message: 'The upload is not a multipart form.' });
  }
  const [file, alt] = [form.get('file'), form.get('alt')];
  if (file === null || typeof file === 'string') return err({ status: 400, message: 'The form has no file.' });
  if (file.size > MAX_BYTES) return err({ status: 413, message: 'The picture is larger than 10 MB.' });
  const altText = typeof alt === 'string' ? alt : '';
  if ([...altText].length > MAX_ALT) return err({ status: 422, message: `The description is longer than ${MAX_ALT} characters.` });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mime = sniff(bytes);
  if (mime === null) return err({ status: 415, message: 'Only JPEG, PNG, WebP and GIF pictures are taken.' });
  return ok({ mime, alt: altText, bytes });
}

function sniff(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n')) return 'image/png';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp';
  return null;
}
