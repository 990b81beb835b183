import type { Clock, Millis } from '#core/clock';
import { isObjectName } from '#core/media-host/address';
import type { S3Settings } from '#core/media-host/settings';
import { ok } from '#core/result';
import type { Http } from '../http/http';
import type { MediaPlace } from '../ports/media-host';
import { createS3Client } from './s3-client';
import { abortParts, PARTS_FROM, putParts } from './s3-parts';

/**
 * A bucket of Amazon S3 or of one of its many relatives, addressed by path, which all of them know. Whoever has the address may read
 * that one file until `life` has passed; the bucket itself stays private.
 */
export function createS3Place(deps: { readonly http: Http; readonly clock: Clock; readonly life: Millis }, settings: S3Settings, secret: string): MediaPlace {
  const s3 = createS3Client(deps, settings, secret);
  const pathOf = (name: string): string => {
    if (!isObjectName(name)) throw new Error('Not a name of ours');
    return `/${settings.bucket}/${settings.folder}${name}`;
  };
  return {
    put: async (name, file, mime, signal, begun = () => undefined) => {
      const path = pathOf(name);
      const put = file.bytes >= PARTS_FROM ? await putParts(s3, path, file, mime, signal, begun) : await s3.ask({ method: 'PUT', path, body: { file }, mime, signal });
      return put.ok ? ok(s3.presigned(path, put.value, deps.life)) : put;
    },
    remove: async (name, signal, upload) => {
      const path = pathOf(name);
      const removed = await s3.ask({ method: 'DELETE', path, fine: ['NoSuchKey'], signal });
      if (!removed.ok) return removed;
      return upload === undefined ? ok(null) : abortParts(s3, path, upload, signal);
    },
  };
}
