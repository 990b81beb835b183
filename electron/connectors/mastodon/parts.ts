import { SECOND } from '#core/clock';
import type { MastodonOptions } from '#core/networks';
import { mastodonOptions, pollChoices, pollLengthMs } from '#core/networks';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import type { SavedPart } from '../publishing/thread';
import type { MastodonSecret, StatusAnswer } from './api-types';

/** A post handed over must not share its key with one we send ourselves: Mastodon would answer with the scheduled one. */
const SCHEDULED = 'linnet-scheduled.';
/** The publication that a key of a scheduled post names; null when it is no key of ours. */
export const scheduledPublication = (key: string): string | null => (key.startsWith(SCHEDULED) ? key.slice(SCHEDULED.length).split('.')[0] || null : null);
/**
 * Mastodon keeps a key for an hour and does not compare what came with it: another time, another text or a post that was
 * taken back in between would be answered with the first one. So each hand-over has its own. It begins with the publication's
 * id, which a file that was put back still knows.
 */
export const scheduleKey = ({ publicationId, committedAt, outgoing }: Pick<PublishContext, 'publicationId' | 'committedAt' | 'outgoing'>): string =>
  [`${SCHEDULED}${publicationId}`, outgoing.dueAt.toString(36), (committedAt ?? 0).toString(36)].join('.');

export function readOptions(context: PublishContext): MastodonOptions | null {
  const parsed = mastodonOptions.safeParse(context.outgoing.options);
  return parsed.success ? parsed.data : null;
}

export function toPart(status: StatusAnswer, serverUrl: string): SavedPart {
  const uri = /^https?:\/\//.test(status.uri) ? status.uri : `${serverUrl}/web/statuses/${encodeURIComponent(status.id)}`;
  return { id: status.id, url: status.url ?? uri };
}

/** Whether a part of this place carries a poll: only the first does. */
export const hasPoll = (options: MastodonOptions | null, replyTo: string | null): boolean => options !== null && replyTo === null && pollChoices(options).length > 0;

/**
 * Why the poll of this post cannot be sent, in plain words; null when it can, or when there is none. A server that is not Mastodon
 * may publish the words without it, whatever it says of itself (snac 2.96, seen 2026-11-22).
 */
export function pollFault({ outgoing }: PublishContext, options: MastodonOptions | null, software: MastodonSecret['software'] | undefined): string | null {
  if (!hasPoll(options, null)) return null;
  if ((outgoing.parts[0]?.media.length ?? 0) > 0) return 'Mastodon takes a poll or pictures, not both: take one of them out.';
  return software === 'mastodon' ? null : 'This server is no Mastodon, and might publish the words without the poll.';
}

/** The body of POST /api/v1/statuses. */
export function statusBody(part: OutgoingPart, media: readonly string[], options: MastodonOptions, replyTo: string | null, quoted: string | null): Readonly<Record<string, unknown>> {
  const language = options.language ?? '';
  return {
    ...(part.text === '' ? {} : { status: part.text }),
    ...(media.length === 0 ? {} : { media_ids: media }),
    visibility: options.visibility,
    sensitive: options.sensitive || options.contentWarning !== '',
    ...(options.contentWarning === '' ? {} : { spoiler_text: options.contentWarning }),
    ...(language === '' ? {} : { language }),
    ...(replyTo === null ? {} : { in_reply_to_id: replyTo }),
    ...(quoted === null || replyTo !== null ? {} : { quoted_status_id: quoted }),
    ...(options.quotes === 'account' ? {} : { quote_approval_policy: options.quotes }),
    ...(hasPoll(options, replyTo) ? { poll: { options: pollChoices(options), expires_in: pollLengthMs[options.pollLength] / SECOND, multiple: options.pollMultiple, hide_totals: options.pollHideTotals } } : {}),
  };
}
