import { z } from 'zod';
import type { Json } from '#core/json';
import { type XOptions, xOptions, xPollChoices } from '#core/networks';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import type { XBases } from './bases';

/** What is saved of a part that is out. */
const savedPart = z.object({ id: z.string(), url: z.string() });
export type SavedPart = z.infer<typeof savedPart>;

export const partStep = (index: number): string => `part:${index}`;
/** When a part was first sent and nobody knows what became of it, UTC ms. */
export const triedStep = (index: number): string => `tried:${index}`;

export function readPart({ saved }: Pick<PublishContext, 'saved'>, index: number): SavedPart | null {
  const part = savedPart.safeParse(saved[partStep(index)]);
  return part.success ? part.data : null;
}

export function readOptions({ outgoing }: Pick<PublishContext, 'outgoing'>): XOptions | null {
  const parsed = xOptions.safeParse(outgoing.options);
  return parsed.success ? parsed.data : null;
}

export const toPart = (id: string, handle: string, { web }: XBases): SavedPart => ({ id, url: `${web}/${encodeURIComponent(handle)}/status/${id}` });

const MINUTES: { readonly [L in XOptions['pollLength']]: number } = { '1 hour': 60, '6 hours': 360, '1 day': 1440, '3 days': 4320, '7 days': 10_080 };

/** The body of POST /2/tweets. Settings and the poll belong to the first part. */
export function postBody(part: OutgoingPart, media: readonly string[], options: XOptions, replyTo: string | null): Readonly<Record<string, unknown>> {
  const first = replyTo === null;
  const choices = first ? xPollChoices(options) : [];
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

/** The posts to delete for one publication: the parts of its thread, the last first, and `remoteId` at the end. */
export function idsLastFirst(saved: Readonly<Record<string, Json>>, remoteId: string): readonly string[] {
  const parts: string[] = [];
  for (let p = 0; ; p += 1) {
    const part = readPart({ saved }, p);
    if (part === null) break;
    parts.unshift(part.id);
  }
  return [...parts.filter((id) => id !== remoteId), remoteId];
}
