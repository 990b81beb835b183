import { networkFacts, pollChoices, type ThreadsOptions, threadsOptions } from '#core/networks';
import { findLinks, fits } from '#core/text';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingPart } from '../ports/publish';

/** Second hand, said to be enforced since 22 December 2025. */
const MAX_LINKS = 5;
/** Two to twenty (Postman collection, `children`). */
const MAX_PICTURES = 20;

const refuse = (reason: 'too-long' | 'media-invalid' | 'invalid', detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** Everything that can be known to be wrong, of every part: a thread must not stop half way for what could be seen before. */
export function readDraft({ parts, options: raw }: Pick<Outgoing, 'parts' | 'options'>): Result<ThreadsOptions, ConnectorError> {
  const { limits } = networkFacts.threads;
  const options = threadsOptions.safeParse(raw).data;
  if (options === undefined) return refuse('invalid', 'an option is not one of those Threads takes');
  if (parts.length === 0) return refuse('invalid', 'there is nothing to publish');
  const alone = pollChoices(options).length > 0 ? 'a poll' : options.cardLink === '' ? null : 'a link card';
  for (const [p, part] of parts.entries()) {
    const where = parts.length === 1 ? '' : `part ${p + 1}: `;
    if (part.text.trim() === '' && part.media.length === 0) return refuse('invalid', `${where}there is nothing to publish`);
    if (!fits(part.text, limits)) return refuse('too-long', `${where}Threads takes 500 characters, and counts an emoji as its bytes, most as four or more`);
    if (new Set(findLinks(part.text).map((link) => part.text.slice(link.start, link.end))).size > MAX_LINKS) return refuse('invalid', `${where}Threads takes at most ${MAX_LINKS} links`);
    if (part.media.length > MAX_PICTURES) return refuse('media-invalid', `${where}Threads takes at most ${MAX_PICTURES} pictures and videos`);
    if (part.media.some(({ kind, mime }) => !(kind === 'video' ? limits.video : limits.media)?.mimeTypes.includes(mime))) return refuse('media-invalid', `${where}Threads takes JPEG and PNG pictures, and videos as MP4 or MOV`);
    if (p === 0 && alone !== null && part.media.length > 0) return refuse('invalid', `Threads takes pictures and videos or ${alone}, not both`);
  }
  return ok(options);
}

/** What a container is made of, but for its pictures. Topic, poll, link and who may answer belong to the first part. */
export function fieldsOf(part: OutgoingPart, options: ThreadsOptions, replyTo: string | null): Readonly<Record<string, string>> {
  const first = replyTo === null;
  const choices = first ? pollChoices(options) : [];
  return {
    ...(part.text === '' ? {} : { text: part.text }),
    ...(first ? {} : { reply_to_id: replyTo }),
    ...(first && options.replyControl !== 'everyone' ? { reply_control: options.replyControl } : {}),
    ...(first && options.topicTag !== '' ? { topic_tag: options.topicTag.replace(/^#/, '') } : {}),
    ...(first && options.cardLink !== '' ? { link_attachment: options.cardLink } : {}),
    ...(choices.length === 0 ? {} : { poll_attachment: JSON.stringify(Object.fromEntries(choices.map((one, i) => [`option_${'abcd'[i] ?? ''}`, one]))) }),
  };
}
