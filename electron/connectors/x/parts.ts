import { pollChoices, type XOptions, xOptions } from '#core/networks';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import type { SavedPart } from '../publishing/thread';
import type { XBases } from './bases';

export function readOptions({ outgoing }: Pick<PublishContext, 'outgoing'>): XOptions | null {
  const parsed = xOptions.safeParse(outgoing.options);
  return parsed.success ? parsed.data : null;
}

export const toPart = (id: string, handle: string, { web }: XBases): SavedPart => ({ id, url: `${web}/${encodeURIComponent(handle)}/status/${id}` });

const MINUTES: { readonly [L in XOptions['pollLength']]: number } = { '1 hour': 60, '6 hours': 360, '1 day': 1440, '3 days': 4320, '7 days': 10_080 };

/** The body of POST /2/tweets. Settings and the poll belong to the first part. */
export function postBody(part: OutgoingPart, media: readonly string[], options: XOptions, replyTo: string | null): Readonly<Record<string, unknown>> {
  const first = replyTo === null;
  const choices = first ? pollChoices(options) : [];
  return {
    text: part.text,
    ...(media.length === 0 ? {} : { media: { media_ids: media } }),
    ...(choices.length === 0 ? {} : { poll: { options: choices, duration_minutes: MINUTES[options.pollLength] } }),
    ...(first && options.replySettings !== 'everyone' ? { reply_settings: options.replySettings } : {}),
    ...(options.madeWithAi ? { made_with_ai: true } : {}),
    ...(options.paidPartnership ? { paid_partnership: true } : {}),
    ...(first ? {} : { reply: { in_reply_to_tweet_id: replyTo } }),
  };
}
