import type { Clock, Millis } from '#core/clock';
import type { HostProblem } from '#core/media-host/problems';
import type { MediaHostSettings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { HttpError } from '../http/http-error';
import type { HostFailure, MediaPlace } from '../ports/media-host';
import { noAnswer } from './host-failure';
import { createS3Place } from './s3';
import { createWebdavPlace } from './webdav';

/** @param deps life: how long an address is good, where the host can limit that */
export const createMediaPlace = (deps: { readonly http: Http; readonly clock: Clock; readonly life: Millis }, settings: MediaHostSettings, secret: string): MediaPlace =>
  (settings.kind === 's3' ? createS3Place(deps, settings, secret) : createWebdavPlace(deps, settings, secret));

/** Fetches a file as a network would: without any login, from a public address. Null when it is there as it was put. */
export async function lookFromOutside(http: Http, address: string, put: { readonly bytes: Uint8Array; readonly mime: string }, signal: AbortSignal): Promise<Result<null, HostFailure>> {
  const fail = (problem: HostProblem, detail: string): Result<null, HostFailure> => err({ problem, detail: http.redact(detail) });
  try {
    const answer = await http.publicOnly.fetch(address, { signal, headers: { accept: 'image/*' } });
    if (answer.status === 404 || answer.status === 410) return fail('not-served', String(answer.status));
    if (answer.status === 429 || answer.status >= 500) return fail('busy', String(answer.status));
    if (!answer.ok) return fail('not-public', String(answer.status));
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (type !== put.mime) return fail('other-type', type.slice(0, 100));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return Buffer.from(bytes).equals(put.bytes) ? ok(null) : fail('other-bytes', `${bytes.length}`);
  } catch (error) {
    if (!(error instanceof HttpError)) return signal.aborted ? fail('aborted', '') : fail('unreachable', error instanceof Error ? error.message : '');
    const { failure } = error;
    return err(failure.type === 'refused' && failure.detail !== 'ECONNREFUSED' ? { ...noAnswer(failure), problem: 'not-public' } : noAnswer(failure));
  }
}
