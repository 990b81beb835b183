import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { HeldPost, NativeSchedulePort } from '../ports/native-schedule';
import { published, type SavedPart } from '../publishing/thread';
import { doneAnswer, heldAnswer, keptAnswer, madeAnswer } from './api-types';
import { LEAST_LEAD, MOST_LEAD } from './bounds';
import type { FacebookClient } from './client';
import { feedFields, kindOf, readDraft } from './draft';
import type { Find } from './find-published';
import { type OwnPublishing, videoIn, videoRef } from './publish-own';
import { postPath, readPost } from './read-post';
import { lookAtVideo } from './video-state';

const PAGE = 100;
const MAX_PAGES = 20;
const FIELDS = 'id,message,scheduled_publish_time,attachments{media_type,target,subattachments}';
const KEPT = 'id,is_published,permalink_url';
const heldList = listOf(heldAnswer);
type Kept = { readonly type: 'gone' | 'waiting' } | { readonly type: 'out'; readonly part: SavedPart } | { readonly type: 'failed'; readonly words: string };
const atSecond = (dueAt: Millis): string => String(Math.round(dueAt / SECOND));

/** published=false with scheduled_publish_time, and GET /{page}/scheduled_posts (Pages API, posts; specs v25.0, checked 2026-11-21). */
export function createSchedulePort(client: FacebookClient, clock: Clock, find: Find, own: OwnPublishing): NativeSchedulePort {
  /** A post has one number before and after it is out; a video is known by its own. */
  async function look(session: Session, ref: string, signal: AbortSignal): Promise<Result<Kept, ConnectorError>> {
    const video = videoIn(ref);
    if (video === null) {
      const kept = await readPost(client, session, ref, KEPT, keptAnswer, signal);
      if (!kept.ok) return kept;
      if (kept.value === 'gone') return ok({ type: 'gone' });
      const { id, is_published: isOut, permalink_url: url } = kept.value;
      return ok(isOut ? { type: 'out', part: { id, url: url ?? `${client.bases.web}/${id}` } } : { type: 'waiting' });
    }
    const seen = await lookAtVideo(client, session, video, signal, clock.now());
    if (!seen.ok) return seen;
    const { value } = seen;
    if (value.type === 'out' || value.type === 'gone') return ok(value);
    return ok(value.type === 'failed' ? { type: 'failed', words: value.words } : { type: 'waiting' });
  }

  /** Its id stays the same once it is out, so what is out must neither be moved nor deleted by mistake. */
  async function stillKept(session: Session, ref: string, signal: AbortSignal): Promise<Result<null, ConnectorError>> {
    const kept = await look(session, ref, signal);
    if (!kept.ok) return kept;
    if (kept.value.type === 'gone') return err({ type: 'rejected', reason: 'not-found', detail: 'Facebook does not keep this post any more' });
    return kept.value.type === 'out' ? err({ type: 'rejected', reason: 'not-found', detail: 'Facebook has published this post already' }) : ok(null);
  }

  return {
    // Nothing says that a Story can be kept.
    keeps: (options) => kindOf({ options }) !== 'story',
    minLeadMs: LEAST_LEAD,
    maxLeadMs: MOST_LEAD,
    schedule: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft.error;
      if (draft.value.options.kind === 'story') return { type: 'rejected', reason: 'invalid', detail: 'Facebook keeps no Stories for later' };
      if (draft.value.video !== null) return own.schedule(context, draft.value);
      const fields = feedFields(context, draft.value);
      if (fields === null) return { type: 'unavailable', detail: 'the pictures are not uploaded yet' };
      const { session, outgoing, signal } = context;
      const later = { published: 'false', unpublished_content_type: 'SCHEDULED', scheduled_publish_time: atSecond(outgoing.dueAt) };
      const answer = await client.call(session, { method: 'POST', path: `/${session.remoteId}/feed`, fields: { ...fields, ...later }, effect: 'commits', signal });
      if (!answer.ok) return answer.error;
      const made = madeAnswer.safeParse(answer.value.json);
      if (!made.success) return { type: 'unknown', detail: 'the answer does not have the expected fields', answer: answer.value.log };
      return { type: 'processing', ref: made.data.id, checkAt: outgoing.dueAt + MINUTE, answer: answer.value.log };
    },
    reschedule: async (session, ref, dueAt, signal) => {
      const kept = await stillKept(session, ref, signal);
      if (!kept.ok) return kept;
      // Repeating this changes nothing more, so a lost answer is `unavailable`.
      const moved = await client.read(session, { method: 'POST', path: postPath(videoIn(ref) ?? ref), fields: { scheduled_publish_time: atSecond(dueAt) }, effect: 'reads', signal }, doneAnswer);
      return moved.ok ? ok(null) : moved;
    },
    // "Gone" is no success here: the post may have gone out in the meantime, and `status` tells.
    cancel: async (session, ref, signal) => {
      const kept = await stillKept(session, ref, signal);
      if (!kept.ok) return kept;
      const gone = await client.read(session, { method: 'DELETE', path: postPath(videoIn(ref) ?? ref), effect: 'reads', signal }, doneAnswer);
      return gone.ok ? ok(null) : gone;
    },
    held: async (context) => {
      const { session, signal } = context;
      const ours = await own.kept(context);
      if (!ours.ok) return ours;
      const text = context.outgoing.parts[0]?.text ?? '';
      const all: HeldPost[] = ours.value === null ? [] : [{ ...ours.value, text, mediaCount: 1, publicationId: context.publicationId }];
      let after: string | null = null;
      let whole = true;
      for (let n = 0; n < MAX_PAGES; n += 1) {
        const fields: Record<string, string> = { fields: FIELDS, limit: String(PAGE), ...(after === null ? {} : { after }) };
        const page = await client.read(session, { method: 'GET', path: `/${session.remoteId}/scheduled_posts`, fields, effect: 'reads', signal }, heldList);
        if (!page.ok) return page;
        whole &&= page.value.whole;
        // One whose pictures nobody can count matches nothing, and so is asked about.
        for (const { id, message, scheduled_publish_time: dueAt, attachments } of page.value.items) {
          const ref = attachments?.video === null || attachments?.video === undefined ? id : videoRef(attachments.video);
          if (ref !== ours.value?.ref) all.push({ ref, dueAt, text: message, mediaCount: attachments?.count ?? -1, publicationId: null });
        }
        after = page.value.next;
        if (after === null) return ok({ posts: all, complete: whole });
      }
      return ok({ posts: all, complete: false });
    },
    status: async (context, ref) => {
      const kept = await look(context.session, ref, context.signal);
      if (!kept.ok) return kept;
      switch (kept.value.type) {
        case 'gone': return find(context, Math.min(context.outgoing.dueAt, clock.now()));
        case 'out': return ok(published(kept.value.part));
        case 'failed': return ok({ type: 'cannot-tell', detail: `Facebook could not use the video: ${kept.value.words}` });
        case 'waiting': return ok({ type: 'waiting' });
      }
    },
  };
}
