import { MAX_IMPORT_BYTES } from '#core/pictures/largest';
import { MAX_VIDEO_BYTES } from '#core/videos/largest';
import type { Asset } from '#core/contract/shapes';
import type { ShownError } from '#renderer/messages/errors';

export type Imported = { readonly ok: true; readonly value: Asset } | { readonly ok: false; readonly error: ShownError };

/** Hands one file to the library. @param onProgress from 0 to 1 */
export function importFile(brandId: string, file: File, onProgress: (done: number) => void): { readonly done: Promise<Imported>; readonly cancel: () => void } {
  const refuse = (code: ShownError['code'], detail?: string): Imported => ({ ok: false, error: { code, params: { name: file.name }, ...(detail === undefined ? {} : { detail }) } });
  // What is too big need not be read to learn that. The name alone tells a picture from a video here; the main process looks at the bytes.
  const max = file.type.startsWith('image/') ? MAX_IMPORT_BYTES : MAX_VIDEO_BYTES;
  if (file.size > max) return { done: Promise.resolve({ ok: false, error: { code: 'media-too-big', params: { name: file.name, max } } }), cancel: () => undefined };
  if (file.size === 0) return { done: Promise.resolve(refuse('media-empty')), cancel: () => undefined };
  const request = new XMLHttpRequest();
  const done = new Promise<Imported>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => resolve(readAnswer(request.responseText, file.name) ?? refuse('media-unreadable', `HTTP ${request.status}`)));
    request.addEventListener('error', () => resolve(refuse('media-unreadable', 'The file did not reach the library')));
    request.addEventListener('abort', () => resolve(refuse('media-unreadable', 'Stopped')));
    request.open('POST', `linnet-media://import/${brandId}?name=${encodeURIComponent(file.name)}`);
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function readAnswer(text: string, name: string): Imported | null {
  try {
    const answer = JSON.parse(text) as Imported;
    return answer.ok ? answer : { ok: false, error: { ...answer.error, params: { name, ...answer.error.params } } };
  } catch {
    return null;
  }
}

/** Files of a drop or a paste, in their order; text and the rest are not ours. */
export const filesOf = (data: DataTransfer | null): readonly File[] => (data === null ? [] : [...data.files]);
