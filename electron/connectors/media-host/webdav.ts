import { isObjectName } from '#core/media-host/address';
import type { WebdavSettings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { HttpError } from '../http/http-error';
import type { HostFailure, MediaPlace } from '../ports/media-host';
import type { FileSource } from '../ports/publish';
import { isDone, noAnswer, refusal, uploadTime } from './host-failure';

/** A file as large as this is not sent only to hear that its folder is missing. */
const LARGE = 8 * 1024 * 1024;

/** A folder that is written by WebDAV (RFC 4918) and read by everybody as part of a web site. It has no addresses that end by themselves. */
export function createWebdavPlace({ http }: { readonly http: Http }, settings: WebdavSettings, secret: string): MediaPlace {
  const authorization = `Basic ${Buffer.from(`${settings.user}:${secret}`).toString('base64')}`;
  const nameIn = (base: string, name: string): string => {
    if (!isObjectName(name)) throw new Error('Not a name of ours');
    return base + name;
  };
  const ask = (method: 'PUT' | 'DELETE', url: string, signal: AbortSignal, file?: FileSource, mime = ''): ReturnType<Http['request']> => http.request({
    method, url, redirect: 'manual', maxBytes: 200_000, signal, headers: { authorization, ...(file === undefined ? {} : { 'content-type': mime }) }, ...(file === undefined ? {} : { body: { file }, timeoutMs: uploadTime(file.bytes) }),
  });

  /** Makes the folder, and those above it where they are missing. Whether it helped shows when the file is put again. */
  async function makeFolder(url: string, signal: AbortSignal): Promise<HostFailure | null> {
    const make = async (): Promise<number | HostFailure> => {
      try {
        return (await http.fetch(url, { method: 'MKCOL', redirect: 'manual', headers: { authorization }, signal })).status;
      } catch (error) {
        return error instanceof HttpError ? noAnswer(error.failure) : { problem: 'aborted', detail: '' };
      }
    };
    const first = await make();
    if (typeof first !== 'number') return first;
    const above = new URL('..', url).href;
    if ((first !== 409 && first !== 404) || above === url) return null;
    const failed = await makeFolder(above, signal);
    if (failed !== null) return failed;
    const second = await make();
    return typeof second === 'number' ? null : second;
  }

  const put = async (url: string, file: FileSource, mime: string, signal: AbortSignal): Promise<Result<HttpAnswer, HostFailure>> => {
    const answer = await ask('PUT', url, signal, file, mime);
    return answer.ok ? answer : err(noAnswer(answer.error));
  };

  return {
    put: async (name, file, mime, signal) => {
      const url = nameIn(settings.address, name);
      const without = file.bytes < LARGE ? null : await makeFolder(settings.address, signal);
      if (without !== null) return err(without);
      let answer = await put(url, file, mime, signal);
      if (!answer.ok) return answer;
      if (answer.value.status === 409 || answer.value.status === 404) {
        const failed = await makeFolder(settings.address, signal);
        if (failed !== null) return err(failed);
        answer = await put(url, file, mime, signal);
        if (!answer.ok) return answer;
      }
      return isDone(answer.value) ? ok(nameIn(settings.publicAddress, name)) : err(refusal(answer.value));
    },
    remove: async (name, signal) => {
      const answer = await ask('DELETE', nameIn(settings.address, name), signal);
      if (!answer.ok) return err(noAnswer(answer.error));
      return isDone(answer.value) || answer.value.status === 404 || answer.value.status === 410 ? ok(null) : err(refusal(answer.value));
    },
  };
}
