import { z } from 'zod';
import type { Clock } from '#core/clock';
import { MINUTE, SECOND } from '#core/clock';
import { type MastodonOptions, mastodonOptions } from '#core/networks';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { EditContext, EditedPart, EditPort } from '../ports/edit';
import { readPart } from '../publishing/thread';
import { type StatusAnswer, statusAnswer } from './api-types';
import type { MastodonClient } from './client';

/** What of an edit is for the whole post; who can see it stays as it was. */
const OPTIONS = ['contentWarning', 'sensitive', 'language', 'quotes'] as const;
/** configuration.polls.min_expiration of an unchanged server: what an open poll must have left. */
const SHORTEST_POLL = 5 * MINUTE;

const attachment = z.object({ id: z.string().min(1).max(200) });
const livePoll = z.object({ expires_at: z.string().transform((text) => Date.parse(text)), expired: z.boolean(), multiple: z.boolean(), options: z.array(z.object({ title: z.string() })).min(2) });

const refused = (detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason: 'invalid', detail });

/**
 * PUT /api/v1/statuses/:id (methods/statuses.md, documentation 2903485, and update_status_service.rb, checked 2026-11-22). What is left out
 * of it is taken off the post, pictures and poll too, so the live post is read first and everything is sent. Saying the same again makes no new version.
 */
export function createEditPort(client: MastodonClient, clock: Clock): EditPort {
  async function change(context: EditContext, id: string, part: EditedPart, options: MastodonOptions): Promise<Result<null, ConnectorError>> {
    const { session, signal } = context;
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
    const live = await client.read(session, { method: 'GET', path, effect: 'reads', signal }, statusAnswer);
    if (!live.ok) return live;
    const body = bodyOf(live.value, part, options, clock.now());
    if (!body.ok) return body;
    const answer = await client.read(session, { method: 'PUT', path, json: body.value, effect: 'commits', signal }, statusAnswer);
    return answer.ok ? ok(null) : answer;
  }

  return {
    altText: true,
    options: OPTIONS,
    apply: async (context) => {
      const { before, after, remoteId, saved } = context;
      const options = mastodonOptions.safeParse(after.options);
      if (!options.success) return refused('the options of this post are not understood');
      const sameOptions = OPTIONS.every((name) => before.options[name] === after.options[name]);
      for (const [p, part] of after.parts.entries()) {
        const earlier = before.parts[p];
        const same = sameOptions && earlier?.text === part.text && earlier.alts.every((alt, m) => alt === part.alts[m]);
        if (same && context.unsure !== true) continue;
        const id = p === 0 ? remoteId : readPart({ saved }, p)?.id;
        if (id === undefined) return refused('Linnet does not know where every part of this thread is');
        const changed = await change(context, id, part, options.data);
        if (!changed.ok) return changed;
      }
      return ok(null);
    },
  };
}

/** Everything that the post shall have, with its pictures and its poll as they are. */
function bodyOf(live: StatusAnswer, part: EditedPart, options: MastodonOptions, now: number): Result<Readonly<Record<string, unknown>>, ConnectorError> {
  const media = z.array(attachment).safeParse(live.media_attachments);
  if (!media.success) return refused('the server does not name the pictures of this post');
  const ids = media.data.map((one) => one.id);
  if (ids.length !== part.alts.length) return refused('this post has other pictures now than those it went out with: change it on the server');
  const poll = livePoll.nullish().safeParse(live.poll);
  if (!poll.success) return refused('the server does not tell what the poll of this post is');
  const open = poll.data ?? null;
  const left = open === null ? null : open.expires_at - now;
  // A poll is sent with the time it still runs; with less than the shortest, the edit would open it anew.
  if (left !== null && (open?.expired === true || !(left >= SHORTEST_POLL))) return refused('Its poll has ended or ends within five minutes, and a change would open it anew.');
  const language = options.language ?? '';
  return ok({
    status: part.text,
    spoiler_text: options.contentWarning,
    sensitive: options.sensitive || options.contentWarning !== '',
    ...(language === '' ? {} : { language }),
    ...(options.quotes === 'account' ? {} : { quote_approval_policy: options.quotes }),
    ...(ids.length === 0 ? {} : { media_ids: ids, media_attributes: ids.map((id, m) => ({ id, description: part.alts[m] ?? '' })) }),
    ...(open === null || left === null ? {} : { poll: { options: open.options.map((one) => one.title), expires_in: Math.floor(left / SECOND), multiple: open.multiple, hide_totals: options.pollHideTotals } }),
  });
}
