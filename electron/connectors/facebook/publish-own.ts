import { z } from 'zod';
import { type Clock, DAY, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { answerOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { CommitOutcome, Found, OutgoingMedia, PublishContext } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { mediaIds } from '../publishing/saved-media';
import { partStep, published, readPart, readTried, type SavedPart, triedStep } from '../publishing/thread';
import { publishedAnswer } from './api-types';
import type { FacebookClient } from './client';
import { type Draft, hasVideo, kindOf } from './draft';
import type { Find } from './find-published';
import { bringPhotos, forgetPhotos } from './photos';
import type { Stories } from './stories';
import { lookAtVideo, nextLook, type VideoState } from './video-state';
import { edgeOf, FINISH, forgetVideo, readVideo, type SavedVideo, type Videos } from './videos';

const REF = 'video:';
export const videoRef = (id: string): string => REF + id;
/** Null: it is a post's. */
export const videoIn = (ref: string): string | null => (ref.startsWith(REF) ? ref.slice(REF.length) : null);

/** What the end of an upload, or a Story, was answered with. */
const finishedStep = 'finished:0';
const finished = z.object({ post: z.string().nullable() });
const WORKING: ConnectorError = { type: 'unavailable', detail: 'Facebook is still working on the video' };
const failed = (words: string): ConnectorError => ({ type: 'rejected', reason: 'media-invalid', detail: `Facebook could not use the video: ${words === '' ? 'it does not say why' : words}` });

interface Parts {
  readonly clock: Clock;
  readonly videos: Videos;
  readonly stories: Stories;
  readonly find: Find;
  readonly times: ServerTimes;
}

/** Videos, Reels and Stories: what does not go out by /feed. A video has a number from its first call on, by which it is known whatever answer gets lost. */
export function createOwnPublishing(client: FacebookClient, { clock, videos, stories, find, times }: Parts) {
  const state = (context: PublishContext, id: string): Promise<Result<VideoState, ConnectorError>> => lookAtVideo(client, context.session, id, context.signal, clock.now());
  const videoOf = ({ outgoing }: PublishContext): OutgoingMedia | null => outgoing.parts[0]?.media.find(({ kind }) => kind === 'video') ?? null;
  const savedOf = (context: PublishContext): SavedVideo | null => {
    const video = videoOf(context);
    return video === null ? null : readVideo(context, video);
  };

  function done(context: PublishContext, part: SavedPart, answer?: NetworkAnswer): CommitOutcome {
    const post = kindOf(context.outgoing) === 'story' ? (finished.safeParse(context.saved[finishedStep]).data?.post ?? part.id) : null;
    const shown = post === null ? part : stories.partOf(context.session, post.replace(`${context.session.remoteId}_`, ''), part.url);
    context.save(partStep(0), shown);
    return { ...published(shown), ...(answer === undefined ? {} : { answer }) };
  }
  /** It can never be shown, so nothing of it is out; another attempt brings it anew. */
  function dropped(context: PublishContext, words: string): ConnectorError {
    const video = videoOf(context);
    if (video !== null) forgetVideo(context, video);
    context.save(triedStep(0), null);
    return failed(words);
  }
  const working = (context: PublishContext, id: string, answer?: NetworkAnswer): CommitOutcome =>
    ({ type: 'processing', ref: videoRef(id), checkAt: nextLook(clock.now(), readTried(context, 0) ?? clock.now()), ...(answer === undefined ? {} : { answer }) });

  /** What became of a call without an answer. Null: nothing, so it may be made again. */
  async function settle(context: PublishContext, tried: Millis): Promise<CommitOutcome | null> {
    const saved = savedOf(context);
    if (saved !== null) {
      const seen = await state(context, saved.id);
      if (!seen.ok) return seen.error.type === 'unavailable' ? { ...seen.error, type: 'unknown' } : seen.error;
      if (seen.value.type === 'out') return done(context, seen.value.part);
      if (seen.value.type === 'working') return working(context, saved.id);
      if (seen.value.type === 'kept') return { type: 'unknown', detail: 'Facebook keeps it for later' };
      if (seen.value.type === 'failed') return dropped(context, seen.value.words);
    }
    const found = await listed(context, tried);
    if (!found.ok) return found.error.type === 'unavailable' ? { ...found.error, type: 'unknown' } : found.error;
    if (found.value.type === 'published') return found.value;
    return found.value.type === 'absent' ? null : { type: 'unknown', detail: found.value.type === 'cannot-tell' ? found.value.detail : 'it could not be found again' };
  }

  /** By the Page's own lists alone. */
  function listed(context: PublishContext, since: Millis): Promise<Result<Found, ConnectorError>> {
    if (kindOf(context.outgoing) !== 'story') return find(context, since);
    const [part] = context.outgoing.parts;
    const photo = part === undefined || hasVideo(context.outgoing) ? null : (mediaIds(context, part, 0)?.[0] ?? null);
    return stories.find(context, since, savedOf(context)?.id ?? photo);
  }

  /** @param dueAt null: now; otherwise Facebook keeps it until then */
  function finishFields({ part, options, video }: Draft, saved: SavedVideo | null, photo: string, dueAt: Millis | null): Readonly<Record<string, string>> {
    if (video === null || saved === null) return { photo_id: photo };
    const words = options.kind === 'story' ? {} : { ...(part.text === '' ? {} : { description: part.text }), ...(options.videoTitle === '' ? {} : { title: options.videoTitle }) };
    const later = dueAt === null ? {} : { scheduled_publish_time: String(Math.round(dueAt / SECOND)) };
    if (options.kind !== 'post') return { upload_phase: FINISH[options.kind], video_id: saved.id, video_state: dueAt === null ? 'PUBLISHED' : 'SCHEDULED', ...words, ...later };
    return { upload_phase: FINISH.post, upload_session_id: saved.session ?? '', ...words, ...later, ...(dueAt === null ? {} : { published: 'false', unpublished_content_type: 'SCHEDULED' }) };
  }

  /** The one call that shows it, or hands it over. Nothing else here makes anything public. */
  async function finish(context: PublishContext, draft: Draft, dueAt: Millis | null): Promise<Result<{ readonly id: string | null; readonly answer: NetworkAnswer }, CommitOutcome>> {
    const { session, signal } = context;
    const saved = savedOf(context);
    const photo = mediaIds(context, draft.part, 0)?.[0] ?? null;
    if (draft.video === null ? photo === null : saved?.ready !== true) return err({ type: 'unavailable', detail: 'it is not uploaded yet' });
    if (signal.aborted) return err({ type: 'aborted' });
    saveNotBefore(context, times.last(client.bases.api));
    const tried = readTried(context, 0);
    if (tried === null) context.save(triedStep(0), clock.now());
    const edge = draft.video === null ? 'photo_stories' : edgeOf(draft.options.kind);
    const answer = await client.call(session, {
      method: 'POST', path: `/${session.remoteId}/${edge}`, fields: finishFields(draft, saved, photo ?? '', dueAt), ...(edge === 'videos' ? { onVideo: true as const } : {}), effect: 'commits', signal,
    });
    if (!answer.ok) {
      if (answer.error.type === 'unknown') return err(answer.error);
      if (tried === null) context.save(triedStep(0), null);
      else if (answer.error.type === 'rejected') return err({ type: 'unknown', detail: 'Facebook refused to publish it, and it may be out already', ...answerOf(answer.error) });
      if (answer.error.type === 'rejected' && draft.video !== null) forgetVideo(context, draft.video);
      else if (answer.error.type === 'rejected') forgetPhotos(context, draft.part);
      return err(answer.error);
    }
    const read = readJson(answer.value, 'commits', publishedAnswer);
    if (!read.ok) return err(read.error);
    context.save(finishedStep, { post: read.value.post_id ?? null });
    return ok({ id: saved?.id ?? null, answer: answer.value.log });
  }

  return {
    prepare: async (context: PublishContext, { part, options, video }: Draft): Promise<Result<null, ConnectorError>> => {
      // An attempt that nobody knows the end of keeps its upload: that tells what became of it.
      if (readPart(context, 0) !== null || readTried(context, 0) !== null) return ok(null);
      if (video === null) return bringPhotos(client, clock, context, part);
      const brought = await videos.bring(context, options.kind, video);
      return brought.ok ? ok(null) : brought;
    },
    commit: async (context: PublishContext, draft: Draft): Promise<CommitOutcome> => {
      const out = readPart(context, 0);
      if (out !== null) return published(out);
      const tried = readTried(context, 0);
      const settled = tried === null ? null : await settle(context, tried);
      if (settled !== null) return settled;
      const made = await finish(context, draft, null);
      if (!made.ok) return made.error;
      const { id, answer } = made.value;
      if (id === null) return done(context, { id: '', url: `${client.bases.web}/stories/${context.session.remoteId}` }, answer);
      const seen = await state(context, id);
      if (seen.ok && seen.value.type === 'out') return done(context, seen.value.part, answer);
      return seen.ok && seen.value.type === 'failed' ? dropped(context, seen.value.words) : working(context, id, answer);
    },
    /** Handed over: Facebook keeps it. `tried` stays, for only the video's own state tells the rest. */
    schedule: async (context: PublishContext, draft: Draft): Promise<CommitOutcome> => {
      const saved = savedOf(context);
      const seen = readTried(context, 0) === null || saved === null ? null : await state(context, saved.id);
      if (seen?.ok === false) return seen.error.type === 'unavailable' ? { ...seen.error, type: 'unknown' } : seen.error;
      const { dueAt } = context.outgoing;
      if (seen?.value.type === 'kept' && saved !== null) return { type: 'processing', ref: videoRef(saved.id), checkAt: dueAt + MINUTE };
      const made = await finish(context, draft, dueAt);
      return made.ok ? { type: 'processing', ref: videoRef(made.value.id ?? ''), checkAt: dueAt + MINUTE, answer: made.value.answer } : made.error;
    },
    check: async (context: PublishContext, id: string): Promise<CommitOutcome> => {
      const seen = await state(context, id);
      if (!seen.ok) return seen.error;
      const tried = readTried(context, 0) ?? clock.now();
      switch (seen.value.type) {
        case 'out': return done(context, seen.value.part);
        case 'failed': return failed(seen.value.words);
        case 'gone': return { type: 'rejected', reason: 'not-found', detail: 'Facebook does not have this video' };
        default: return clock.now() - tried > DAY ? { type: 'unknown', detail: 'Facebook has been working on the video for a day' } : working(context, id);
      }
    },
    find: async (context: PublishContext, since: Millis): Promise<Result<Found, ConnectorError>> => {
      const saved = context.byWords === true ? null : savedOf(context);
      if (saved === null || readTried(context, 0) === null) return listed(context, since);
      const seen = await state(context, saved.id);
      if (!seen.ok) return seen;
      switch (seen.value.type) {
        case 'out': {
          const out = done(context, seen.value.part);
          return out.type === 'published' ? ok({ type: 'published', remoteId: out.remoteId, permalink: out.permalink }) : err(WORKING);
        }
        case 'working': return err(WORKING);
        case 'kept': return ok({ type: 'cannot-tell', detail: 'Facebook keeps it for later' });
        case 'failed': return ok({ type: 'absent' });
        case 'gone': case 'idle': return listed(context, since);
      }
    },
    /** What Facebook keeps of this very publication, by the number that its video was given. */
    kept: async (context: PublishContext): Promise<Result<{ readonly ref: string; readonly dueAt: Millis } | null, ConnectorError>> => {
      const saved = savedOf(context);
      if (saved === null || readTried(context, 0) === null) return ok(null);
      const seen = await state(context, saved.id);
      if (!seen.ok) return seen;
      return ok(seen.value.type === 'kept' ? { ref: videoRef(saved.id), dueAt: seen.value.dueAt } : null);
    },
  };
}
export type OwnPublishing = ReturnType<typeof createOwnPublishing>;
