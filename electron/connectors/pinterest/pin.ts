import { pinterestOptions, type PinterestOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingMedia } from '../ports/publish';

const MOST_PICTURES = 5;
const ALT_MAX = 500;
const TYPES = ['image/jpeg', 'image/png'];

/** What a Pin is known by, whatever is in its pictures. */
export interface Words {
  readonly text: string;
  readonly options: PinterestOptions;
}
export interface Draft extends Words {
  readonly media: readonly OutgoingMedia[];
  /** The one video, where it is a video Pin. */
  readonly film: OutgoingMedia | null;
}

const refuse = (detail: string, reason: 'invalid' | 'media-invalid' = 'invalid'): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** Asks nothing of the pictures: a look is given their names alone. */
export function readWords({ parts, options }: Outgoing): Result<Words, ConnectorError> {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return refuse('Pinterest has no threads');
  const read = pinterestOptions.safeParse(options);
  if (!read.success) return refuse(`an option has a value that Pinterest does not take: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  if (read.data.board === '') return refuse('no board is chosen');
  return ok({ text: part.text, options: read.data });
}

/** What is to be pinned, or why it can never be. */
export function readDraft(outgoing: Outgoing): Result<Draft, ConnectorError> {
  const words = readWords(outgoing);
  if (!words.ok) return words;
  const media = outgoing.parts[0]?.media ?? [];
  if (media.length === 0) return refuse('a Pin needs a picture or a video', 'media-invalid');
  const [film] = media.filter(({ kind }) => kind === 'video');
  if (film !== undefined) return media.length > 1 ? refuse('Pinterest takes a video only by itself: leave it out, or what stands beside it', 'media-invalid') : ok({ ...words.value, media, film });
  if (media.length > MOST_PICTURES) return refuse(`a Pin takes up to ${MOST_PICTURES} pictures`, 'media-invalid');
  if (media.some(({ mime }) => !TYPES.includes(mime))) return refuse('Pinterest takes JPEG and PNG pictures', 'media-invalid');
  return ok({ ...words.value, media, film: null });
}

/** The body of POST /pins. The pictures are in it: Pinterest keeps no uploads for pictures. @param video what Pinterest calls the one that it has */
export async function pinBody({ text, media, options, film }: Draft, video: string | null): Promise<Readonly<Record<string, unknown>>> {
  const items: { content_type: string; data: string }[] = [];
  for (const picture of film === null ? media : []) items.push({ content_type: picture.mime, data: Buffer.from(await picture.read()).toString('base64') });
  const alt = altOf(media.map((one) => one.alt));
  const [first] = items;
  // A video Pin must have a cover; a moment of the video is one.
  const videoSource = { source_type: 'video_id', media_id: video, cover_image_key_frame_time: Number(options.coverAt) };
  return {
    board_id: options.board,
    ...(options.section === '' ? {} : { board_section_id: options.section }),
    ...(options.title === '' ? {} : { title: options.title }),
    ...(text === '' ? {} : { description: text }),
    ...(options.link === '' ? {} : { link: options.link }),
    ...(alt === '' ? {} : { alt_text: alt }),
    ...(options.dominantColour === '' ? {} : { dominant_color: options.dominantColour }),
    media_source: video !== null ? videoSource : items.length === 1 ? { source_type: 'image_base64', ...first } : { source_type: 'multiple_image_base64', items, index: 0 },
  };
}

/** A Pin has one alt text for all its pictures: as many whole ones as fit, in their order. */
export function altOf(alts: readonly string[]): string {
  let joined = '';
  for (const alt of alts) {
    const next = [joined, alt.trim()].filter((text) => text !== '').join('\n');
    if ([...next].length > ALT_MAX) break;
    joined = next;
  }
  return joined;
}
