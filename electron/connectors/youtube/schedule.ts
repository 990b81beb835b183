import { type Clock, DAY, type Millis, MINUTE } from '#core/clock';
import { networkFacts } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { toIsoInstant } from '#core/time';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { NativeSchedulePort } from '../ports/native-schedule';
import { published } from '../publishing/thread';
import { type VideoAnswer, videoAnswer } from './api-types';
import type { YoutubeClient } from './client';
import { readDraft } from './draft';
import { isWaiting, readUploads, readVideos, toPart } from './find-published';
import { update } from './publish';
import { uploadedId } from './upload';

/** YouTube names no upper bound; a year is more than a calendar plans. */
const LONGEST_LEAD: Millis = 365 * DAY;
/** Two thousand videos, at two units for fifty of them. */
const MAX_PAGES = 40;

/** status.publishAt of a private video that was never public (VideoStatus of the discovery document, checked 2026-11-22). */
export function createSchedulePort(client: YoutubeClient, clock: Clock): NativeSchedulePort {
  /** Its id stays the same once it is out, so what is out must neither be moved nor deleted by mistake. */
  async function stillKept(session: Session, ref: string, signal: AbortSignal): Promise<Result<VideoAnswer, ConnectorError>> {
    const read = await readVideos(client, session, [ref], 'status', signal);
    if (!read.ok) return read;
    const [video] = read.value;
    if (video === undefined) return err({ type: 'rejected', reason: 'not-found', detail: 'YouTube does not have this video any more' });
    return video.status?.privacyStatus === 'private' ? ok(video) : err({ type: 'rejected', reason: 'not-found', detail: 'YouTube has published this video already' });
  }

  return {
    minLeadMs: networkFacts.youtube.nativeSchedule?.minAheadMs ?? 15 * MINUTE,
    maxLeadMs: LONGEST_LEAD,
    schedule: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft.error;
      // At its time it becomes public, whatever else was wanted.
      if (draft.value.options.privacy !== 'public') return { type: 'rejected', reason: 'other', detail: 'YouTube keeps a video for later only where it is to be public' };
      const { dueAt } = context.outgoing;
      const told = await update(client, context, draft.value, dueAt);
      if (!told.ok) return told.error;
      const { video, log } = told.value;
      const answer = log === null ? {} : { answer: log };
      if (!isWaiting(video)) return { type: 'rejected', reason: 'other', detail: 'YouTube does not keep the video for that time', ...answer };
      return { type: 'processing', ref: video.id, checkAt: dueAt + MINUTE, ...answer };
    },
    reschedule: async (session, ref, dueAt, signal) => {
      const kept = await stillKept(session, ref, signal);
      if (!kept.ok) return kept;
      // An update takes the place of the whole part, so what it holds goes along.
      const { selfDeclaredMadeForKids, containsSyntheticMedia, license, embeddable, publicStatsViewable } = kept.value.status ?? {};
      const status = {
        privacyStatus: 'private', publishAt: toIsoInstant(dueAt), selfDeclaredMadeForKids: selfDeclaredMadeForKids ?? false, containsSyntheticMedia: containsSyntheticMedia ?? false,
        license: license ?? 'youtube', embeddable: embeddable ?? true, publicStatsViewable: publicStatsViewable ?? true,
      };
      // Repeating this changes nothing more, so a lost answer is `unavailable`.
      const moved = await client.read(session, { method: 'PUT', path: '/videos', query: { part: 'status' }, json: { id: ref, status }, effect: 'reads', cost: 50, signal }, videoAnswer);
      return moved.ok ? ok(null) : moved;
    },
    // "Gone" is no success here: the video may have gone out in the meantime, and `status` tells. What was uploaded goes with it.
    cancel: async (session, ref, signal) => {
      const kept = await stillKept(session, ref, signal);
      if (!kept.ok) return kept;
      const gone = await client.call(session, { method: 'DELETE', path: '/videos', query: { id: ref }, effect: 'reads', cost: 50, signal });
      return gone.ok || isGone(gone.error) ? ok(null) : gone;
    },
    held: async (context) => {
      // One that waits may have been uploaded long ago.
      const read = await readUploads(client, clock, { ...context, saved: {} }, 0, MAX_PAGES);
      if (!read.ok) return read;
      const own = uploadedId(context);
      const mine = context.outgoing.parts[0]?.media.length ?? 0;
      const posts = read.value.posts.filter(({ video }) => isWaiting(video)).map(({ video }) => ({
        ref: video.id, dueAt: video.status?.publishAt ?? 0, text: video.snippet?.description ?? '',
        // Whether it has a thumbnail of its own is not told; of the one that Linnet has just uploaded it is known.
        mediaCount: video.id === own ? mine : -1, publicationId: video.id === own ? context.publicationId : null,
      }));
      return ok({ posts, complete: read.value.complete });
    },
    status: async ({ session, signal }, ref) => {
      const read = await readVideos(client, session, [ref], 'status', signal);
      if (!read.ok) return read;
      const [video] = read.value;
      if (video === undefined) return ok({ type: 'absent' });
      if (isWaiting(video)) return ok({ type: 'waiting' });
      return ok(video.status?.privacyStatus === 'private' ? { type: 'cannot-tell', detail: 'the video is private on YouTube, and does not wait for a time any more' } : published(toPart(client.bases, ref)));
    },
  };
}
