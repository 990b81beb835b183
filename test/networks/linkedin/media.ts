import { createHash, randomBytes } from 'node:crypto';
import { type Clock, DAY, HOUR } from '#core/clock';
import { type Answer, apiError } from './answers';
import { finalizeRequest, initializeRequests } from './requests';

type Kind = keyof typeof initializeRequests;
export interface Upload {
  readonly kind: Kind;
  readonly urn: string;
  readonly owner: string;
  /** How many bytes have come; of a video, those of its parts. */
  bytes: number;
  looksLeft: number;
  fails: boolean;
  /** Of a video: its size as it was told, its parts as they were sent, and whether they were put together. */
  readonly size: number;
  readonly parts: Map<number, Buffer>;
  readonly until: number;
  whole: Buffer | null;
}
export interface MediaSettings {
  processingLooks: number;
  processingFails: boolean;
  mayReadImages: boolean;
  uploadHost: string | null;
  /** LinkedIn cuts videos into parts of this size itself. */
  partBytes: number;
}
const PREFIX = { images: 'urn:li:image:D4E', videos: 'urn:li:video:C5F', documents: 'urn:li:document:D4D' } as const;
const SINGULAR = { images: 'image', videos: 'video', documents: 'document' } as const;
const etagOf = (bytes: Buffer): string => `/ambry-video/signedId/${createHash('sha256').update(bytes).digest('base64url')}`;

/** Pictures, videos and documents on their way into a post. */
export function createMedia(clock: Clock, settings: MediaSettings, home: () => string, problem: (words: string) => void) {
  const uploads = new Map<string, Upload>();
  const wrong = (message: string): Answer => apiError(400, message, { code: 'ILLEGAL_ARGUMENT' });
  const address = (urn: string, part: string): string => `${settings.uploadHost ?? home()}/dms-uploads/${encodeURIComponent(urn)}${part}?ca=vector_feedshare&m=AQ${randomBytes(6).toString('hex')}`;

  function initialise(kind: Kind, fields: unknown, mayOwn: (urn: string) => boolean): Answer {
    const parsed = initializeRequests[kind].safeParse(fields);
    if (!parsed.success) {
      problem(`${kind} initializeUpload ${parsed.error.message}`);
      return wrong('bad request');
    }
    const { initializeUploadRequest: asked } = parsed.data;
    if (!mayOwn(asked.owner)) return apiError(403, `Accessing this ${SINGULAR[kind]} resource is forbidden. Please check your permissions for this resource`);
    const urn = PREFIX[kind] + randomBytes(9).toString('base64url');
    const size = 'fileSizeBytes' in asked && typeof asked.fileSizeBytes === 'number' ? asked.fileSizeBytes : 0;
    const until = clock.now() + (kind === 'videos' ? 4 * HOUR : DAY);
    uploads.set(urn, { kind, urn, owner: asked.owner, bytes: 0, looksLeft: settings.processingLooks, fails: settings.processingFails, size, parts: new Map(), until, whole: null });
    if (kind !== 'videos') return { status: 200, body: { value: { uploadUrlExpiresAt: until, uploadUrl: address(urn, ''), [SINGULAR[kind]]: urn } } };
    const uploadInstructions = Array.from({ length: Math.ceil(size / settings.partBytes) }, (_, n) => ({
      uploadUrl: address(urn, `/${n}`), firstByte: n * settings.partBytes, lastByte: Math.min((n + 1) * settings.partBytes, size) - 1,
    }));
    return { status: 200, body: { value: { uploadUrlsExpireAt: until, video: urn, uploadInstructions, uploadToken: '' } } };
  }

  function put(path: string, raw: Buffer): Answer {
    const [urn = '', part] = path.slice('/dms-uploads/'.length).split('/');
    const upload = uploads.get(urn);
    if (upload === undefined || raw.length === 0) return { status: 400, body: 'no upload' };
    if (upload.until < clock.now()) return { status: 403, body: 'The upload URL has expired' };
    if (part === undefined) {
      upload.bytes = raw.length;
      upload.whole = raw;
      return { status: 201 };
    }
    const n = Number(part);
    if (raw.length !== Math.min((n + 1) * settings.partBytes, upload.size) - n * settings.partBytes) problem(`part ${part} of ${urn} has ${raw.length} bytes`);
    upload.parts.set(n, raw);
    upload.bytes = [...upload.parts.values()].reduce((sum, one) => sum + one.length, 0);
    return { status: 200, headers: { etag: etagOf(raw) } };
  }

  function finalise(fields: unknown): Answer {
    const parsed = finalizeRequest.safeParse(fields);
    if (!parsed.success) {
      problem(`finalizeUpload ${parsed.error.message}`);
      return wrong('bad request');
    }
    const { video, uploadToken, uploadedPartIds } = parsed.data.finalizeUploadRequest;
    const upload = uploads.get(video);
    if (upload === undefined || upload.kind !== 'videos' || uploadToken !== '') return apiError(404, 'video not found', { code: 'NOT_FOUND' });
    const parts = [...upload.parts].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
    if (upload.bytes !== upload.size || JSON.stringify(parts.map(etagOf)) !== JSON.stringify(uploadedPartIds)) return wrong('The uploaded parts do not make the video');
    upload.whole = Buffer.concat(parts);
    return { status: 200 };
  }

  function read(upload: Upload | undefined): Answer {
    if (!settings.mayReadImages) return apiError(403, 'Not enough permissions to access: images.GET', { code: 'ACCESS_DENIED' });
    if (upload === undefined) return apiError(404, 'not found', { code: 'NOT_FOUND' });
    const status = upload.whole === null ? 'WAITING_UPLOAD' : upload.looksLeft > 0 ? 'PROCESSING' : upload.fails ? 'PROCESSING_FAILED' : 'AVAILABLE';
    if (status === 'PROCESSING') upload.looksLeft -= 1;
    return { status: 200, body: { owner: upload.owner, id: upload.urn, status } };
  }

  function handle(method: string, path: string, query: URLSearchParams, fields: unknown, mayOwn: (urn: string) => boolean): Answer | null {
    const [, kind, id] = /^\/rest\/(images|videos|documents)(?:\/(.+))?$/.exec(path) ?? [];
    if (kind !== 'images' && kind !== 'videos' && kind !== 'documents') return null;
    const action = query.get('action');
    if (method === 'GET' && id !== undefined) return read([uploads.get(id)].find((one) => one?.kind === kind));
    if (method !== 'POST' || id !== undefined) return null;
    if (action === 'initializeUpload') return initialise(kind, fields, mayOwn);
    return action === 'finalizeUpload' && kind === 'videos' ? finalise(fields) : null;
  }

  return { uploads, put, handle };
}
