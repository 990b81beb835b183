import { z } from 'zod';
import { type Clock, type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { commonAnswerError, type Effect, failureError, refusal } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import { type Chunk, sendParts } from '../publishing/chunks';
import { startedAnswer } from './api-types';
import { isUploadAddress } from './bases';
import type { TiktokClient, TiktokDeps } from './client';
import { readCreator, termsError } from './creator';
import { type Draft, postInfo } from './draft';
import { readFate } from './status';

/** The least that TikTok takes as one chunk, so that the last call, which publishes, is short: the last chunk is up to twice that. */
const CHUNK = 5_242_880;
/** An address takes bytes for an hour. */
const LIFE: Millis = 50 * MINUTE;
const CHUNK_TIMEOUT: Millis = 4 * MINUTE;

/** `chunk`: bytes of each but the last. `next`: index of the one to be sent next. */
const savedUpload = z.object({ asset: z.string(), publishId: z.string(), address: z.string(), at: z.number(), chunk: z.number().positive(), next: z.number() });
export type SavedUpload = z.infer<typeof savedUpload>;

const STEP = 'upload';
export const readUpload = ({ saved }: Pick<PublishContext, 'saved'>): SavedUpload | null => savedUpload.safeParse(saved[STEP]).data ?? null;
/** The next attempt begins anew. Never while its last chunk may have arrived. */
export const forgetUpload = (context: Pick<PublishContext, 'save'>): void => context.save(STEP, null);

/** `whole`: TikTok has all of it, and makes the post. `closed`: the address takes no more. `mismatch`: these bytes are not the ones it waits for. */
type Put = { readonly type: 'more' | 'whole' | 'closed' | 'mismatch'; readonly answer: HttpAnswer };
type Part = Pick<Chunk, 'index' | 'start' | 'end'>;

export type Uploads = ReturnType<typeof createUploads>;

/**
 * TikTok publishes by itself once it has the last byte: so everything but the last chunk is sent ahead, and the last one is the call that
 * publishes. An upload that never gets it ends by itself, and makes no post.
 */
export function createUploads(client: TiktokClient, { http, clock, chunk: usual = CHUNK }: { readonly http: Http; readonly clock: Clock } & Pick<TiktokDeps, 'chunk'>) {
  /** TikTok counts as many chunks as fit whole; the last takes what is left beside its own. */
  function cut(total: number, size: number): readonly Part[] {
    const count = Math.max(1, Math.floor(total / size));
    return Array.from({ length: count }, (_, index) => ({ index, start: index * size, end: index === count - 1 ? total : (index + 1) * size }));
  }

  async function put(signal: AbortSignal, { address }: SavedUpload, mime: string, { start, end, total, bytes }: Chunk, effect: Effect): Promise<Result<Put, ConnectorError>> {
    const answer = await http.request({
      method: 'PUT', url: address, body: bytes, timeoutMs: CHUNK_TIMEOUT, redirect: 'manual', signal,
      headers: { 'content-type': mime, 'content-range': `bytes ${start}-${end - 1}/${total}` },
    });
    if (!answer.ok) return err(failureError(answer.error, effect));
    const { status } = answer.value;
    if (status === 201 || status === 206) return ok({ type: status === 201 ? 'whole' : 'more', answer: answer.value });
    // It knows no token: what it refuses is the address.
    if (status === 401 || status === 403 || status === 404 || status === 410) return ok({ type: 'closed', answer: answer.value });
    if (status === 416) return ok({ type: 'mismatch', answer: answer.value });
    const common = commonAnswerError(answer.value, effect, clock.now());
    if (common !== null) return err(common);
    if (status < 300) return err({ type: effect === 'commits' ? 'unknown' : 'unavailable', detail: `HTTP ${status} is no answer to a chunk`, answer: answer.value.log });
    return err(refusal(answer.value, 'media-invalid', ''));
  }

  /** Nothing is there yet, so a lost answer costs one of six calls a minute and no more. */
  async function begin(context: PublishContext, draft: Draft): Promise<Result<SavedUpload, ConnectorError>> {
    const { session, signal } = context;
    const { video, options } = draft;
    const size = cut(video.bytes, usual).length === 1 ? video.bytes : usual;
    const source = { source_info: { source: 'FILE_UPLOAD', video_size: video.bytes, chunk_size: size, total_chunk_count: cut(video.bytes, size).length } };
    let body: Readonly<Record<string, unknown>> = source;
    if (options.postMode === 'post') {
      const creator = await readCreator(client, session, signal);
      if (!creator.ok) return creator;
      const wrong = termsError(creator.value, draft);
      if (wrong !== null) return err(wrong);
      body = { post_info: postInfo(draft, creator.value), ...source };
    }
    const path = `/post/publish/${options.postMode === 'post' ? '' : 'inbox/'}video/init/`;
    const begun = await client.read(session, { path, json: body, effect: 'reads', signal }, startedAnswer);
    if (!begun.ok) return begun;
    const { publish_id: publishId, upload_url: address } = begun.value;
    if (!isUploadAddress(address, client.bases)) return err({ type: 'unavailable', detail: 'TikTok names a place for the video that is none of its own' });
    return ok({ asset: video.assetId, publishId, address, at: clock.now(), chunk: size, next: 0 });
  }

  const isYoung = ({ at }: SavedUpload): boolean => at <= clock.now() && clock.now() - at < LIFE;
  const anew = (context: PublishContext, detail: string, { log }: HttpAnswer): Result<never, ConnectorError> => {
    forgetUpload(context);
    return err({ type: 'unavailable', detail, answer: log });
  };

  return {
    /** Whether its address still takes bytes. */
    isYoung,
    /** The upload, with everything there but the last chunk: the saved one, gone on with where it stopped, or a new one. Nothing becomes public. @param onlySaved however old the saved one is */
    bring: async (context: PublishContext, draft: Draft, onlySaved = false): Promise<Result<SavedUpload, ConnectorError>> => {
      const { video } = draft;
      let saved = readUpload(context);
      if (saved === null || saved.asset !== video.assetId || (!onlySaved && !isYoung(saved))) {
        const begun = await begin(context, draft);
        if (!begun.ok) return begun;
        saved = begun.value;
        context.save(STEP, { ...saved });
      }
      let now: SavedUpload = saved;
      const step = (next: number): void => {
        now = { ...now, next };
        context.save(STEP, { ...now });
      };
      const parts = cut(video.bytes, now.chunk);
      for (let stuck = 0; ; stuck += 1) {
        const refusals: Put[] = [];
        const sent = await sendParts(video, parts.slice(now.next, -1), async (chunk) => {
          const answer = await put(context.signal, now, video.mime, chunk, 'reads');
          if (!answer.ok) return answer;
          if (answer.value.type !== 'more') {
            refusals.push(answer.value);
            return err({ type: 'aborted' });
          }
          step(chunk.index + 1);
          return answer;
        });
        if (sent.ok) return ok(now);
        const [refused] = refusals;
        if (refused === undefined) {
          // A file that TikTok refuses, or that cannot be read any more, is begun anew next time.
          if (sent.error.type === 'rejected') forgetUpload(context);
          return sent;
        }
        // A chunk whose answer got lost is there already, where TikTok says how much it has.
        const fate = refused.type === 'mismatch' && stuck < 2 ? await readFate(client, context.session, now.publishId, context.signal) : null;
        if (fate !== null && !fate.ok) return fate;
        const bytes = fate?.value.type === 'working' ? (fate.value.bytes ?? -1) : -1;
        const next = parts.findIndex(({ start }) => start === bytes);
        if (next < 0) return anew(context, 'TikTok does not take this upload further, so it begins anew', refused.answer);
        step(next);
      }
    },
    /** Sends the last chunk. After this TikTok publishes. */
    finish: async (context: PublishContext, { video }: Draft, saved: SavedUpload): Promise<Result<Put, ConnectorError>> => {
      const last = cut(video.bytes, saved.chunk).slice(-1);
      const answers: Result<Put, ConnectorError>[] = [];
      const sent = await sendParts(video, last, async (chunk) => {
        const answer = await put(context.signal, saved, video.mime, chunk, 'commits');
        answers.push(answer);
        return answer;
      });
      return answers[0] ?? (sent.ok ? err({ type: 'rejected', reason: 'media-invalid', detail: 'the video is empty' }) : sent);
    },
  };
}
