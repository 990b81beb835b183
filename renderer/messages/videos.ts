import type { Asset } from '#core/contract/shapes';
import type { Problem, ProblemCode } from '#core/posts/preflight-types';
import { megabytes } from './sizes';

type Params = Problem['params'];
type VideoCode = Extract<ProblemCode, `video-${string}`>;

const n = (params: Params, key: string): number => (typeof params[key] === 'number' ? params[key] : 0);
const list = (params: Params, key: string): readonly string[] => String(params[key] ?? '').split(' ').filter((word) => word !== '');
const or = (names: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);

const containers: Readonly<Record<string, string>> = { 'video/mp4': 'MP4', 'video/quicktime': 'MOV', 'video/webm': 'WebM', 'video/x-matroska': 'MKV', 'video/mp2t': 'MPEG-TS', 'video/ogg': 'Ogg' };
const codecs: Readonly<Record<string, string>> = {
  avc: 'H.264', hevc: 'HEVC', vp8: 'VP8', vp9: 'VP9', av1: 'AV1', prores: 'ProRes', aac: 'AAC', opus: 'Opus', mp3: 'MP3', vorbis: 'Vorbis', flac: 'FLAC', pcm: 'PCM', ac3: 'AC-3', eac3: 'E-AC-3',
};
const containerName = (mime: string): string => containers[mime] ?? 'of an unknown kind';
const codecName = (codec: string): string => codecs[codec] ?? codec;

/** A length as people say it: 45 seconds, 2 min 20 s, 1 h 3 min. */
export function lengthWords(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** On a card: 0:45, 12:03, 1:00:00. */
export function lengthShort(ms: number): string {
  const whole = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "MP4 · H.264, AAC · 1280 × 720 · 30 pictures a second" */
export function videoLine({ mime, width, height, video }: Pick<Asset, 'mime' | 'width' | 'height' | 'video'>): string {
  const inside = [video?.videoCodec, video?.audioCodec].filter((codec) => codec !== null && codec !== undefined).map(codecName).join(', ');
  const rate = video?.fps === null || video?.fps === undefined ? '' : `${Math.round(video.fps)} pictures a second`;
  return [containerName(mime), inside, `${width} × ${height}`, rate, video?.sound === false ? 'no sound' : ''].filter((word) => word !== '').join(' · ');
}

/** The way out that every video program offers and every network here takes, unless it says otherwise. */
function exportAs(p: Params): string {
  const mime = list(p, 'mimeTypes');
  const [video, audio] = [list(p, 'videoCodecs'), list(p, 'audioCodecs')];
  const container = mime.includes('video/mp4') ? 'video/mp4' : (mime[0] ?? 'video/mp4');
  const picture = video.length === 0 || video.includes('avc') ? 'avc' : (video[0] ?? 'avc');
  const sound = audio.length === 0 || audio.includes('aac') ? 'aac' : (audio[0] ?? 'aac');
  return `export it as ${containerName(container)} with ${codecName(picture)} and ${codecName(sound)}`;
}

function kind(p: Params, network: string): string {
  const mime = String(p['mime'] ?? '');
  if (mime === '') return `The video is of a kind that ${network} does not take: ${exportAs(p)}`;
  const inside = [String(p['videoCodec'] ?? ''), String(p['audioCodec'] ?? '')].filter((codec) => codec !== '').map(codecName);
  const is = `${containerName(mime)}${inside.length === 0 ? '' : ` with ${inside.join(' and ')}`}`;
  const picture = list(p, 'videoCodecs').map(codecName);
  const takes = `${or(list(p, 'mimeTypes').map(containerName))}${picture.length === 0 ? '' : ` with ${or(picture)}`}`;
  return `The video is ${is}, ${network} takes ${takes}: ${exportAs(p)}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
const megabits = (bits: number): string => `${Math.round(bits / 100_000) / 10} Mbit/s`;
const size = (p: Params): string => `${n(p, 'width')} × ${n(p, 'height')}`;

function shape(p: Params, network: string): string {
  if (n(p, 'width') === 0) return `The video is of a shape that ${network} does not take`;
  const wide = n(p, 'width') / Math.max(1, n(p, 'height')) > n(p, 'max');
  return `The video is too ${wide ? 'wide' : 'tall'} a shape for ${network} (${size(p)}), which takes ${round(n(p, 'min'))} to ${round(n(p, 'max'))} times as wide as it is tall: crop it in a video program`;
}

function frames(p: Params, network: string): string {
  if (n(p, 'fps') === 0) return `The video has too many or too few pictures a second for ${network}`;
  const [fewest, most] = [n(p, 'min'), n(p, 'max')];
  const takes = fewest === 0 ? `at most ${most}` : `${fewest} to ${most}`;
  return `The video has ${Math.round(n(p, 'fps') * 10) / 10} pictures a second, ${network} takes ${takes}: export it with 30`;
}

/** Linnet sends videos as they are: what is wrong with one is mended where it was made. */
export const videoWords: { readonly [C in VideoCode]: (params: Params, network: string) => string } = {
  'video-not-supported': (_p, network) => `Linnet cannot send videos to ${network} yet`,
  'video-kind': kind,
  'video-too-big': (p, network) => {
    if (n(p, 'min') > 0) return `The video is ${megabytes(n(p, 'bytes'))}, ${network} takes none below ${megabytes(n(p, 'min'))}`;
    return n(p, 'max') === 0 ? `The video is too big for ${network}` : `The video is ${megabytes(n(p, 'bytes'))}, ${network} takes up to ${megabytes(n(p, 'max'))}: export it with a lower quality, or shorter`;
  },
  'video-length': (p, network) => {
    if (n(p, 'max') > 0) return `The video runs ${lengthWords(n(p, 'ms'))}, ${network} takes up to ${lengthWords(n(p, 'max'))}: cut it in a video program`;
    return n(p, 'min') === 0 ? `The video is too long or too short for ${network}` : `The video runs ${lengthWords(n(p, 'ms'))}, ${network} takes none under ${lengthWords(n(p, 'min'))}`;
  },
  'video-shape': shape,
  'video-too-small': (p, network) => (n(p, 'width') === 0 ? `The video is too small for ${network}` : `The video is ${size(p)} pixels, ${network} wants at least ${n(p, 'minWidth')} × ${n(p, 'minHeight')}`),
  'video-too-wide': (p, network) => `The video is ${n(p, 'width') === 0 ? 'larger' : `${size(p)}, larger`} than ${network} asks for${n(p, 'maxWidth') === 0 ? '' : ` (${n(p, 'maxWidth')} wide${n(p, 'maxHeight') === 0 ? '' : `, ${n(p, 'maxHeight')} tall`})`}; it may make it smaller or refuse it`,
  'video-too-many-pixels': (p, network) => (n(p, 'width') === 0 ? `The video has too many pixels for ${network}` : `The video is ${size(p)} pixels, too many for ${network}: export it smaller`),
  'video-frames': frames,
  'video-bitrate': (p, network) => (n(p, 'bitrate') === 0 ? `The video has more data a second than ${network} asks for` : `The video has ${megabits(n(p, 'bitrate'))}, ${network} asks for at most ${megabits(n(p, 'max'))}; it may refuse it`),
  'video-too-many': (p, network) => (n(p, 'max') <= 1 ? `${network} takes one video in a post` : `${n(p, 'count')} videos, ${network} takes ${n(p, 'max')}`),
  'video-with-pictures': (_p, network) => `${network} takes a video or pictures in a post, not both`,
  'video-needed': (_p, network) => `A Reel on ${network} is one video`,
};
