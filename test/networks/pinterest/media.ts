import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Answer, refuse } from './answers';

interface Media { readonly id: string; readonly key: string; readonly signature: string; bytes: Buffer | null; looksLeft: number; fails: boolean }
export interface MediaSettings {
  /** Videos uploaded from now on are worked on for this many looks. */
  processingLooks: number;
  processingFails: boolean;
  /** Where uploads go; the server itself when null. */
  uploadHost: string | null;
}
const created = z.strictObject({ media_type: z.literal('video') });

/** Videos on their way: registered here, taken by a storage service that knows no logins, worked on. */
export function createMedia(settings: MediaSettings, home: () => string, problem: (words: string) => void) {
  const all = new Map<string, Media>();
  let serial = 5_000_000;
  const stateOf = ({ bytes, looksLeft, fails }: Media): string => (bytes === null ? 'registered' : looksLeft > 0 ? 'processing' : fails ? 'failed' : 'succeeded');
  const parametersOf = ({ key, signature }: Media): Readonly<Record<string, string>> => ({
    'Content-Type': 'multipart/form-data', 'x-amz-date': '20261121T120000Z', 'x-amz-signature': signature, 'x-amz-security-token': 'IQoJb3JpZ2luX2VjEJr', 'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    key, policy: 'eyJleHBpcmF0aW9uIjoiMj', 'x-amz-credential': 'ASIA/20261121/us-east-1/s3/aws4_request',
  });

  /** Of `/v5/media`. */
  function handle(method: string, id: string | undefined, body: unknown): Answer {
    if (method === 'POST' && id === undefined) {
      if (!created.safeParse(body).success) return refuse(400, 1, 'Invalid parameters: media_type');
      const made: Media = { id: String(serial += 1), key: `uploads/${randomBytes(6).toString('hex')}`, signature: randomBytes(32).toString('hex'), bytes: null, looksLeft: settings.processingLooks, fails: settings.processingFails };
      all.set(made.id, made);
      return { status: 201, json: { media_id: made.id, media_type: 'video', upload_url: `${settings.uploadHost ?? home()}/media-upload/`, upload_parameters: parametersOf(made) } };
    }
    const found = all.get(id ?? '');
    if (method !== 'GET' || found === undefined) return refuse(404, 404, 'Media not found.');
    const status = stateOf(found);
    if (status === 'processing') found.looksLeft -= 1;
    return { status: 200, json: { media_id: found.id, media_type: 'video', status } };
  }

  /** The storage service: a form whose last field is the file, and an answer without a body. */
  async function take(contentType: string, raw: Buffer): Promise<Answer> {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } }).formData();
    const fields = [...form.entries()];
    const [name, file] = fields.at(-1) ?? [];
    const found = [...all.values()].find(({ key }) => key === form.get('key'));
    const asked = found === undefined ? {} : parametersOf(found);
    const given = fields.slice(0, -1);
    const isWhole = given.length === Object.keys(asked).length && given.every(([field, value]) => asked[field] === value);
    if (found === undefined || name !== 'file' || typeof file === 'string' || file === undefined || !isWhole) {
      problem('an upload whose form is not the one that was given out');
      return { status: 403, text: '<Error><Code>AccessDenied</Code></Error>' };
    }
    found.bytes = Buffer.from(await file.arrayBuffer());
    return { status: 204 };
  }

  return { handle, take, all, isReady: (id: string): boolean => [all.get(id)].some((one) => one !== undefined && stateOf(one) === 'succeeded') };
}
