import { isPassing } from '#core/media-host/problems';
import { err, ok, type Result } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { HostFailure } from '../ports/media-host';
import type { FileSource } from '../ports/publish';
import { refusal } from './host-failure';
import { type S3Client, saidIn } from './s3-client';

/** From here on a line that breaks should not cost the whole file. */
export const PARTS_FROM = 32 * 1024 * 1024;
/** S3: 5 MiB at least but for the last, 10,000 parts at most (S3 user guide, multipart upload limits; read 2026-11-22). */
const PART = 16 * 1024 * 1024;
const MOST_PARTS = 10_000;
const TRIES = 3;

const query = (path: string, upload: string, part?: number): string => `${path}?${part === undefined ? '' : `partNumber=${part}&`}uploadId=${encodeURIComponent(upload)}`;

/** Gives up what is unfinished. What the host does not know any more is given up. */
export async function abortParts(s3: S3Client, path: string, upload: string, signal: AbortSignal): Promise<Result<null, HostFailure>> {
  const gone = await s3.ask({ method: 'DELETE', path: query(path, upload), fine: ['NoSuchUpload', 'NoSuchKey'], signal });
  return gone.ok ? ok(null) : gone;
}

/** A large file in parts, one after the other, each tried three times. Where it cannot be finished it is given up, so that no part stays. */
export async function putParts(s3: S3Client, path: string, file: FileSource, mime: string, signal: AbortSignal, begun: (upload: string) => void): Promise<Result<HttpAnswer, HostFailure>> {
  const size = Math.max(PART, Math.ceil(file.bytes / MOST_PARTS));
  const opened = await s3.ask({ method: 'POST', path: `${path}?uploads=`, mime, signal });
  if (!opened.ok) return opened;
  const upload = saidIn(opened.value, 'UploadId');
  if (upload === '') return err(refusal(opened.value, 'refused', 'no upload id'));
  begun(upload);

  const giveUp = async (failure: HostFailure): Promise<Result<never, HostFailure>> => {
    // The stop is of the post, not of the tidying.
    await abortParts(s3, path, upload, signal.aborted ? new AbortController().signal : signal);
    return err(failure);
  };
  const tags: string[] = [];
  for (let from = 0; from < file.bytes; from += size) {
    const body = { file, from, to: Math.min(from + size, file.bytes) };
    let sent = await s3.ask({ method: 'PUT', path: query(path, upload, tags.length + 1), body, signal });
    for (let tries = 1; !sent.ok && tries < TRIES && isPassing(sent.error.problem) && !signal.aborted; tries += 1) sent = await s3.ask({ method: 'PUT', path: query(path, upload, tags.length + 1), body, signal });
    if (!sent.ok) return giveUp(sent.error);
    const tag = /^"?([\w+/=.-]{1,200})"?$/.exec(sent.value.headers.get('etag') ?? '')?.[1];
    if (tag === undefined) return giveUp(refusal(sent.value, 'refused', 'a part without an ETag'));
    tags.push(tag);
  }
  const list = `<CompleteMultipartUpload>${tags.map((tag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>"${tag}"</ETag></Part>`).join('')}</CompleteMultipartUpload>`;
  const whole = await s3.ask({ method: 'POST', path: query(path, upload), body: new TextEncoder().encode(list), mime: 'application/xml', signal });
  return whole.ok ? whole : giveUp(whole.error);
}
