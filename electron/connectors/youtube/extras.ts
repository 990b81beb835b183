import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { captionAnswer, captionList, playlistItem, playlistItems, thumbnailAnswer } from './api-types';
import type { YoutubeClient } from './client';
import type { Draft } from './draft';

type Done = Result<null, ConnectorError>;

/** What goes with a video besides itself: thumbnail, captions, a place in a playlist. Each is done once for one uploaded video. */
export function createExtras(client: YoutubeClient): (context: PublishContext, draft: Draft, id: string) => Promise<Done> {
  /** A later one takes the place of an earlier one, so sending it twice does no harm. */
  async function thumbnail({ session, signal }: PublishContext, picture: OutgoingMedia, videoId: string): Promise<Done> {
    const set = await client.read(session, {
      method: 'POST', path: '/thumbnails/set', upload: true, query: { videoId, uploadType: 'media' }, body: await picture.read(), headers: { 'content-type': picture.mime }, effect: 'reads', cost: 50, signal,
    }, thumbnailAnswer);
    if (set.ok) return ok(null);
    return err(withHint(set.error, 'forbidden', 'YouTube takes a thumbnail only of a channel whose telephone number is verified: verify it, or leave the picture out.'));
  }

  async function captions({ session, signal }: PublishContext, { options }: Draft, videoId: string, tried: boolean): Promise<Done> {
    const language = options.language ?? '';
    if (tried) {
      const there = await client.read(session, { method: 'GET', path: '/captions', query: { part: 'snippet', videoId }, effect: 'reads', cost: 50, signal }, captionList);
      if (!there.ok) return there;
      if (there.value.items.some(({ snippet }) => snippet.language === language && snippet.trackKind !== 'ASR')) return ok(null);
    }
    const { body, contentType } = related({ snippet: { videoId, language, name: '' } }, options.captions);
    const made = await client.read(session, {
      method: 'POST', path: '/captions', upload: true, query: { part: 'snippet', uploadType: 'multipart' }, body, headers: { 'content-type': contentType }, effect: 'reads', cost: 400, signal,
    }, captionAnswer);
    return made.ok ? ok(null) : err(withHint(made.error, 'invalid', 'YouTube does not take the captions: they must be the lines of an SRT or WebVTT file.'));
  }

  async function place({ session, signal }: PublishContext, { options }: Draft, videoId: string, tried: boolean): Promise<Done> {
    const playlistId = options.playlist;
    if (tried) {
      const there = await client.read(session, { method: 'GET', path: '/playlistItems', query: { part: 'snippet', playlistId, videoId }, effect: 'reads', cost: 1, signal }, playlistItems);
      if (!there.ok) return there;
      if (there.value.items.length > 0) return ok(null);
    }
    const json = { snippet: { playlistId, resourceId: { kind: 'youtube#video', videoId } } };
    const put = await client.read(session, { method: 'POST', path: '/playlistItems', query: { part: 'snippet' }, json, effect: 'reads', cost: 50, signal }, playlistItem);
    return put.ok ? ok(null) : err(withHint(put.error, 'not-found', 'the playlist is not there any more: choose another one.'));
  }

  return async (context, draft, id) => {
    const { thumbnail: picture, options } = draft;
    const steps: readonly (readonly [name: string, wanted: boolean, work: (tried: boolean) => Promise<Done>])[] = [
      [`thumbnail:${picture?.assetId ?? ''}`, picture !== null, () => (picture === null ? Promise.resolve(ok(null)) : thumbnail(context, picture, id))],
      ['captions', options.captions.trim() !== '', (tried) => captions(context, draft, id, tried)],
      [`playlist:${options.playlist}`, options.playlist !== '', (tried) => place(context, draft, id, tried)],
    ];
    for (const [name, wanted, work] of steps) {
      if (!wanted || context.saved[name] === `${id} done`) continue;
      const tried = context.saved[name] === `${id} tried`;
      if (!tried) context.save(name, `${id} tried`);
      const done = await work(tried);
      if (!done.ok) return done;
      context.save(name, `${id} done`);
    }
    return ok(null);
  };
}

const withHint = (error: ConnectorError, reason: 'forbidden' | 'invalid' | 'not-found', hint: string): ConnectorError =>
  (error.type === 'rejected' && error.reason === reason ? { ...error, detail: `${hint} (${error.detail})`.slice(0, 600) } : error);

/** A resource and the file that belongs to it, as `multipart/related` (RFC 2387). */
function related(resource: unknown, file: string): { readonly body: Uint8Array; readonly contentType: string } {
  let boundary = 'linnet-captions';
  while (file.includes(boundary)) boundary += '-';
  const text = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(resource)}\r\n--${boundary}\r\ncontent-type: application/octet-stream\r\n\r\n${file}\r\n--${boundary}--\r\n`;
  return { body: new TextEncoder().encode(text), contentType: `multipart/related; boundary=${boundary}` };
}
