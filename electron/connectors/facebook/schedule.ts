import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { HeldPost, NativeSchedulePort } from '../ports/native-schedule';
import { published } from '../publishing/thread';
import { doneAnswer, heldAnswer, keptAnswer, madeAnswer } from './api-types';
import { LEAST_LEAD, MOST_LEAD } from './bounds';
import type { FacebookClient } from './client';
import { feedFields, readDraft } from './draft';
import type { Find } from './find-published';
import { postPath, readPost } from './read-post';

const PAGE = 100;
const MAX_PAGES = 20;
const FIELDS = 'id,message,scheduled_publish_time,attachments{media_type,subattachments}';
const KEPT = 'id,is_published,permalink_url';
const heldList = listOf(heldAnswer);
const atSecond = (dueAt: Millis): string => String(Math.round(dueAt / SECOND));

/** published=false with scheduled_publish_time, and GET /{page}/scheduled_posts (Pages API, posts; specs v25.0, checked 2026-11-21). */
export function createSchedulePort(client: FacebookClient, clock: Clock, find: Find): NativeSchedulePort {
  const look = (session: Session, ref: string, signal: AbortSignal) => readPost(client, session, ref, KEPT, keptAnswer, signal);

  /** Its id stays the same once it is out, so what is out must neither be moved nor deleted by mistake. */
  async function stillKept(session: Session, ref: string, signal: AbortSignal): Promise<Result<null, ConnectorError>> {
    const kept = await look(session, ref, signal);
    if (!kept.ok) return kept;
    if (kept.value === 'gone') return err({ type: 'rejected', reason: 'not-found', detail: 'Facebook does not keep this post any more' });
    return kept.value.is_published ? err({ type: 'rejected', reason: 'not-found', detail: 'Facebook has published this post already' }) : ok(null);
  }

  return {
    minLeadMs: LEAST_LEAD,
    maxLeadMs: MOST_LEAD,
    schedule: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft.error;
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
      const moved = await client.read(session, { method: 'POST', path: postPath(ref), fields: { scheduled_publish_time: atSecond(dueAt) }, effect: 'reads', signal }, doneAnswer);
      return moved.ok ? ok(null) : moved;
    },
    // "Gone" is no success here: the post may have gone out in the meantime, and `status` tells.
    cancel: async (session, ref, signal) => {
      const kept = await stillKept(session, ref, signal);
      if (!kept.ok) return kept;
      const gone = await client.read(session, { method: 'DELETE', path: postPath(ref), effect: 'reads', signal }, doneAnswer);
      return gone.ok ? ok(null) : gone;
    },
    held: async ({ session, signal }) => {
      const all: HeldPost[] = [];
      let after: string | null = null;
      let whole = true;
      for (let n = 0; n < MAX_PAGES; n += 1) {
        const fields: Record<string, string> = { fields: FIELDS, limit: String(PAGE), ...(after === null ? {} : { after }) };
        const page = await client.read(session, { method: 'GET', path: `/${session.remoteId}/scheduled_posts`, fields, effect: 'reads', signal }, heldList);
        if (!page.ok) return page;
        whole &&= page.value.whole;
        // One whose pictures nobody can count matches nothing, and so is asked about.
        all.push(...page.value.items.map(({ id, message, scheduled_publish_time: dueAt, attachments }) => ({ ref: id, dueAt, text: message, mediaCount: attachments ?? -1, publicationId: null })));
        after = page.value.next;
        if (after === null) return ok({ posts: all, complete: whole });
      }
      return ok({ posts: all, complete: false });
    },
    status: async (context, ref) => {
      const kept = await look(context.session, ref, context.signal);
      if (!kept.ok) return kept;
      if (kept.value === 'gone') return find(context, Math.min(context.outgoing.dueAt, clock.now()));
      const { id, is_published: isOut, permalink_url: url } = kept.value;
      return ok(isOut ? published({ id, url: url ?? `${client.bases.web}/${id}` }) : { type: 'waiting' });
    },
  };
}
