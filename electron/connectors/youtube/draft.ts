import type { JsonObject } from '#core/json';
import { tagsIn, type YoutubeOptions, youtubeOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { toIsoInstant } from '#core/time';
import type { Millis } from '#core/clock';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingMedia, OutgoingPart } from '../ports/publish';
import type { VideoAnswer } from './api-types';

/** What a video is known by, whatever is in its file. */
export interface Words {
  readonly text: string;
  readonly options: YoutubeOptions;
}
export interface Draft extends Words {
  readonly video: OutgoingMedia;
  /** The picture beside it. */
  readonly thumbnail: OutgoingMedia | null;
}

const refuse = (detail: string, reason: 'invalid' | 'media-invalid' = 'invalid'): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** Asks nothing of the files: a look is given their names alone. */
export function readWords({ parts, options }: { readonly parts: readonly Pick<OutgoingPart, 'text'>[]; readonly options: JsonObject }): Result<Words, ConnectorError> {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return refuse('YouTube has no threads');
  const read = youtubeOptions.safeParse(options);
  if (!read.success) return refuse(`an option has a value that YouTube does not take: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  if (read.data.title.trim() === '') return refuse('the video has no title');
  return ok({ text: part.text, options: read.data });
}

/** What YouTube would refuse of them. */
export function wrongWith({ text, options }: Words): Result<never, ConnectorError> | null {
  if (options.madeForKids === '') return refuse('it is not chosen whether the video is made for kids');
  return /[<>]/.test(text) ? refuse('YouTube takes no < and no > in a description: take them out.') : null;
}

/** What is to be uploaded, or why it can never be. */
export function readDraft(outgoing: Outgoing): Result<Draft, ConnectorError> {
  const words = readWords(outgoing);
  if (!words.ok) return words;
  const wrong = wrongWith(words.value);
  if (wrong !== null) return wrong;
  const media = outgoing.parts[0]?.media ?? [];
  const videos = media.filter(({ kind }) => kind === 'video');
  const pictures = media.filter(({ kind }) => kind === 'image');
  const [video] = videos;
  if (video === undefined) return refuse('YouTube takes no post without a video', 'media-invalid');
  if (videos.length > 1 || pictures.length > 1) return refuse('YouTube takes one video, and one picture as its thumbnail', 'media-invalid');
  return ok({ ...words.value, video, thumbnail: pictures[0] ?? null });
}

/** videoCategories of the Data API; the numbers stand in many places and were not read from YouTube itself. */
const CATEGORY: { readonly [C in YoutubeOptions['category']]: string } = {
  film: '1', autos: '2', music: '10', pets: '15', sports: '17', travel: '19', gaming: '20', people: '22', comedy: '23', entertainment: '24', news: '25', howto: '26', education: '27', science: '28', nonprofits: '29',
};

/** An update takes the place of a whole part, and what it leaves out is lost: so upload and update say the same. */
function snippetOf({ text, options }: Words) {
  const { title, category, tags, language } = options;
  return {
    title: title.trim(), description: text, categoryId: CATEGORY[category], tags: tagsIn(tags),
    ...(language === null ? {} : { defaultLanguage: language, defaultAudioLanguage: language }),
  };
}
const statusOf = ({ madeForKids, syntheticMedia }: YoutubeOptions) => ({
  selfDeclaredMadeForKids: madeForKids === 'yes', containsSyntheticMedia: syntheticMedia, license: 'youtube', embeddable: true, publicStatsViewable: true,
});

/** The resource of videos.insert: whatever is planned, an upload is private. */
export const uploadBody = (draft: Draft) => ({ snippet: snippetOf(draft), status: { ...statusOf(draft.options), privacyStatus: 'private' } });

/** The resource of videos.update that makes it public, or at `publishAt`. */
export const updateBody = (id: string, draft: Draft, publishAt: Millis | null) => ({
  id,
  snippet: snippetOf(draft),
  status: { ...statusOf(draft.options), ...(publishAt === null ? { privacyStatus: draft.options.privacy } : { privacyStatus: 'private', publishAt: toIsoInstant(publishAt) }) },
});

/** The resource of videos.update for one that is out: what Linnet does not know of stays as it is there. */
export function editBody({ id, status }: VideoAnswer, words: Words, privacy: string) {
  const { license, embeddable, publicStatsViewable } = status ?? {};
  return {
    id,
    snippet: snippetOf(words),
    status: { ...statusOf(words.options), privacyStatus: privacy, license: license ?? 'youtube', embeddable: embeddable ?? true, publicStatsViewable: publicStatsViewable ?? true },
  };
}
