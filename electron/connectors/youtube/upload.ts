import { z } from 'zod';
import { type Clock, DAY, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { HttpAnswer } from '../http/http';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import { sendFrom } from '../publishing/chunks';
import { untilReady } from '../publishing/until-ready';
import { videoAnswer, videoList } from './api-types';
import type { YoutubeClient, YoutubeDeps } from './client';
import { type Draft, uploadBody } from './draft';

/** Google's resumable uploads go in multiples of 256 KiB but for the last; this is 32 of them. */
const CHUNK = 8_388_608;
/** How long Google keeps an upload that was begun: a week, by convention. Older ones are begun anew. */
const UPLOAD_LIFE: Millis = 5 * DAY;
/** How long one preparation waits for YouTube to work on it; the next one goes on waiting. */
const WORK: Millis = 15 * MINUTE;

/** `asset`: the file; another one is another upload. `address`: of an upload that is not whole yet. `id`: of the video, as soon as it is. */
const savedUpload = z.object({ asset: z.string(), at: z.number(), address: z.string().nullable(), id: z.string().nullable(), ready: z.boolean() });
type SavedUpload = z.infer<typeof savedUpload>;

const PATIENT_LOOKS = 6;
const DELETED: ConnectorError = { type: 'rejected', reason: 'not-found', detail: 'the uploaded video was deleted on YouTube' };
const STEP = 'upload';

export const readUpload = ({ saved }: Pick<PublishContext, 'saved'>): SavedUpload | null => savedUpload.safeParse(saved[STEP]).data ?? null;
/** The video that this publication has uploaded, whether it was worked on or not. */
export const uploadedId = (context: Pick<PublishContext, 'saved'>): string | null => readUpload(context)?.id ?? null;
/** The next preparation uploads it anew. */
export const forgetUpload = (context: Pick<PublishContext, 'save'>): void => context.save(STEP, null);

type Sent = { readonly type: 'more'; readonly from: number } | { readonly type: 'done'; readonly id: string } | { readonly type: 'lost' };

/** Brings the video to YouTube, where it stays private, and waits until it was worked on. It goes on where it stopped, also after a restart. */
export function createUpload(client: YoutubeClient, { clock, chunk = CHUNK }: { readonly clock: Clock } & Pick<YoutubeDeps, 'chunk'>): (context: PublishContext, draft: Draft) => Promise<Result<string, ConnectorError>> {
  /** Nothing is there yet, so a lost answer costs one of the day's uploads and no more. */
  async function begin(context: PublishContext, draft: Draft): Promise<Result<string, ConnectorError>> {
    const { video, options } = draft;
    const answer = await client.call(context.session, {
      method: 'POST', path: '/videos', upload: true, json: uploadBody(draft), effect: 'reads', cost: 'upload', signal: context.signal,
      query: { uploadType: 'resumable', part: 'snippet,status', notifySubscribers: String(options.notifySubscribers) },
      headers: { 'x-upload-content-length': String(video.bytes), 'x-upload-content-type': video.mime },
    });
    if (!answer.ok) return answer;
    const address = answer.value.headers.get('location') ?? '';
    return isOurs(address, client.bases.api) ? ok(address) : err({ type: 'unavailable', detail: 'YouTube did not say where to upload the video', answer: answer.value.log });
  }

  /** What Google answers while bytes go there, or when it is asked how many have arrived. */
  function readSent(answer: HttpAnswer, total: number): Result<Sent, ConnectorError> {
    if (answer.status === 404 || answer.status === 410) return ok({ type: 'lost' });
    if (answer.status !== 308) {
      const made = readJson(answer, 'reads', videoAnswer);
      return made.ok ? ok({ type: 'done', id: made.value.id }) : made;
    }
    const last = /^bytes=0-(\d{1,15})$/.exec(answer.headers.get('range') ?? '')?.[1];
    const from = last === undefined ? 0 : Number(last) + 1;
    return from < total ? ok({ type: 'more', from }) : err({ type: 'unavailable', detail: 'YouTube has the whole video and has not made one of it yet', answer: answer.log });
  }

  async function put(context: PublishContext, address: string, range: string, body: Uint8Array | null, mime: string, total: number): Promise<Result<Sent, ConnectorError>> {
    const answer = await client.call(context.session, {
      method: 'PUT', path: address, effect: 'reads', cost: 0, takes: [308, 404, 410], signal: context.signal,
      headers: { 'content-range': `bytes ${range}/${total}`, ...(body === null ? {} : { 'content-type': mime }) }, ...(body === null ? {} : { body }),
    });
    return answer.ok ? readSent(answer.value, total) : answer;
  }

  /** @param fresh it was begun just now, so nothing has arrived */
  async function send(context: PublishContext, { video }: Draft, address: string, fresh: boolean): Promise<Result<Sent, ConnectorError>> {
    const total = video.bytes;
    let state: Sent = { type: 'more', from: 0 };
    if (!fresh) {
      const asked = await put(context, address, '*', null, video.mime, total);
      if (!asked.ok) return asked;
      state = asked.value;
    }
    if (state.type !== 'more') return ok(state);
    const sent = await sendFrom(video, chunk, state.from, async ({ bytes, start, end }) => {
      const answer = await put(context, address, `${start}-${end - 1}`, bytes, video.mime, total);
      if (!answer.ok) return answer;
      state = answer.value;
      return ok(answer.value.type === 'more' ? answer.value.from : total);
    });
    return sent.ok ? ok(state) : sent;
  }

  const awaitReady = ({ session, signal }: PublishContext, id: string): Promise<Result<null, ConnectorError>> =>
    untilReady({ clock, signal, firstPause: 5 * SECOND, longestPause: MINUTE, longest: WORK, stillWorking: 'YouTube is still working on the video' }, async (n) => {
      const read = await client.read(session, { method: 'GET', path: '/videos', query: { part: 'status', id }, effect: 'reads', cost: 1, signal }, videoList);
      if (!read.ok) return read;
      const [video] = read.value.items;
      // A list may lag behind an upload for a moment.
      if (video === undefined && n >= PATIENT_LOOKS) return err(DELETED);
      const status = video?.status;
      switch (status?.uploadStatus) {
        case 'processed': return ok({ ready: true });
        case 'failed': return err({ type: 'rejected', reason: 'media-invalid', detail: `YouTube could not work on the video: ${status.failureReason ?? 'it does not say why'}` });
        case 'rejected': return err({ type: 'rejected', reason: status.rejectionReason === 'duplicate' ? 'duplicate' : 'media-invalid', detail: `YouTube does not take the video: ${status.rejectionReason ?? 'it does not say why'}` });
        case 'deleted': return err(DELETED);
        default: return ok({ ready: false });
      }
    });

  return async (context, draft) => {
    const write = (next: SavedUpload): SavedUpload => {
      context.save(STEP, next);
      return next;
    };
    let saved = readUpload(context);
    if (saved !== null && (saved.asset !== draft.video.assetId || (saved.id === null && clock.now() - saved.at > UPLOAD_LIFE))) saved = null;
    let fresh = false;
    if (saved === null) {
      const begun = await begin(context, draft);
      if (!begun.ok) return begun;
      saved = write({ asset: draft.video.assetId, at: clock.now(), address: begun.value, id: null, ready: false });
      fresh = true;
    }
    if (saved.id === null) {
      const sent = await send(context, draft, saved.address ?? '', fresh);
      // What YouTube refuses, or has thrown away, is begun anew next time.
      if (!sent.ok && sent.error.type === 'rejected') forgetUpload(context);
      if (!sent.ok) return sent;
      if (sent.value.type === 'lost') {
        forgetUpload(context);
        return err({ type: 'unavailable', detail: 'YouTube has thrown the upload away, so it begins anew' });
      }
      if (sent.value.type === 'more') return err({ type: 'unavailable', detail: 'YouTube has not made a video of it yet' });
      saved = write({ ...saved, address: null, id: sent.value.id });
    }
    const id = saved.id ?? '';
    if (!saved.ready) {
      const ready = await awaitReady(context, id);
      if (!ready.ok) {
        if (ready.error.type === 'rejected') forgetUpload(context);
        return ready;
      }
      write({ ...saved, ready: true });
    }
    return ok(id);
  };
}

/** The address is as good as a key, so the bytes and our token go nowhere but to Google, or to the server that stands for it. */
function isOurs(address: string, api: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.origin === new URL(api).origin || (url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.googleapis.com'));
}
