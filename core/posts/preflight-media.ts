import type { LengthLimit, MediaLimits, NetworkLimits } from '#core/networks';
import { near } from '#core/networks';
import { isMisshapen } from '#core/pictures/frame';
import type { PictureProbe } from '#core/pictures/probe';
import { lengthIn } from '#core/text';
import { isVideo, type VideoProbe } from '#core/videos/probe';
import type { MediaUse } from './content';
import { type Finding, look, type PreflightMedia, type Problem, stop } from './preflight-types';
import { togetherFindings, videoFindings } from './preflight-video';

type Params = Problem['params'];

/** What the library knows of a picture or video. */
type KnownPicture = Omit<PreflightMedia, 'assetId' | 'alt' | 'probe' | 'video'> & { readonly probe?: PictureProbe | null | undefined; readonly video?: VideoProbe | null | undefined };

/** A use of a picture as preflight sees it. @param asset undefined: not in the library */
export function mediaForPreflight({ assetId, alt }: MediaUse, asset: KnownPicture | undefined): PreflightMedia {
  if (asset === undefined) return { assetId, alt, mime: '', bytes: 0, width: 0, height: 0, animated: false, probe: null, status: 'missing' };
  const { mime, bytes, width, height, animated, status, probe, video } = asset;
  return { assetId, alt, mime, bytes, width, height, animated, status, probe: probe ?? null, video: video ?? null };
}

/** The pictures of one part. `where` says which part, in a thread. */
export function mediaFindings(media: readonly PreflightMedia[], limits: NetworkLimits, where: Params, altRequired: boolean): readonly Finding[] {
  if (media.length === 0) return [];
  const videos = media.filter(isVideo);
  const pictures = media.length - videos.length;
  if (limits.media === null && pictures > 0) return [stop('media-not-supported', where, ['remove-media'])];
  const { video } = limits;
  const [first] = videos;
  if (first !== undefined && (video === undefined || video === null)) return [stop('video-not-supported', { ...where, asset: first.assetId }, ['remove-video'])];
  const most = limits.media?.maxImages ?? media.length;
  const tooMany = media.length > most && pictures > 0 ? [stop('media-too-many', { ...where, count: media.length, max: most }, ['remove-extra-media'])] : [];
  const altText = limits.altText === null ? null : { ...limits.altText, required: altRequired };
  return [
    ...tooMany,
    ...(video === undefined || video === null ? [] : togetherFindings(videos, pictures, video, where)),
    ...media.flatMap((one, index) => {
      const which = { ...where, asset: one.assetId, index: index + 1 };
      if (!isVideo(one)) return limits.media === null ? [] : pictureFindings(one, limits.media, altText, which);
      if (video === undefined || video === null) return [];
      return one.status === 'ok' ? [...videoFindings(one, video, which), ...altFindings(one.alt, video.altText ? altText : null, { ...which, kind: 'video' })] : lostFindings(one, { ...which, kind: 'video' });
    }),
  ];
}

/** null: the network takes none. */
type AltRule = (LengthLimit & { readonly required: boolean }) | null;

function pictureFindings(picture: PreflightMedia, allowed: MediaLimits, altText: AltRule, which: Params): readonly Finding[] {
  // Of a file that cannot be read, nothing else is worth saying.
  if (picture.status !== 'ok') return lostFindings(picture, which);
  return [...fileFindings(picture, allowed, which), ...altFindings(picture.alt, altText, which)];
}

const lostFindings = ({ status }: PreflightMedia, which: Params): readonly Finding[] =>
  [stop(status === 'missing' ? 'media-missing' : 'media-corrupt', which, ['replace-media', 'remove-media'])];

function fileFindings(picture: PreflightMedia, allowed: MediaLimits, which: Params): readonly Finding[] {
  const found: Finding[] = [];
  const { bytes, height, mime, width } = picture;
  const pixels = width * height;
  if (!allowed.mimeTypes.includes(mime)) {
    found.push(stop('media-type', { ...which, mime, allowed: allowed.mimeTypes.join(', ') }, ['compress', 'replace-media', 'remove-media']));
  }
  if (allowed.maxBytes !== null && bytes > allowed.maxBytes) {
    found.push(stop('media-too-big', { ...which, bytes, max: allowed.maxBytes }, ['compress', 'remove-media']));
  }
  if (allowed.maxPixels !== null && pixels > allowed.maxPixels) {
    found.push(stop('media-too-many-pixels', { ...which, pixels, max: allowed.maxPixels, width, height }, ['compress', 'remove-media']));
  }
  if (allowed.maxWidth !== undefined && width > allowed.maxWidth) found.push(stop('media-too-wide', { ...which, width, max: allowed.maxWidth }, ['compress', 'remove-media']));
  // Zero is not known.
  if (allowed.minWidth !== undefined && width > 0 && width < allowed.minWidth) found.push(stop('media-too-small', { ...which, width, min: allowed.minWidth }, ['compress', 'replace-media']));
  if (allowed.ratio !== undefined && height > 0 && isMisshapen(picture, allowed.ratio)) {
    found.push(stop('media-shape', { ...which, width, height, min: allowed.ratio.min, max: allowed.ratio.max }, ['crop', 'pad']));
  }
  const { bestShape: best } = allowed;
  if (best !== undefined && allowed.ratio === undefined && height > 0 && isMisshapen(picture, near(best))) {
    found.push(look('media-shape-best', { ...which, width, height, best: `${best.width}:${best.height}` }, ['crop', 'pad']));
  }
  const frames = picture.probe?.frames ?? 1;
  const { moving } = allowed;
  if (picture.animated && moving !== undefined && (frames > moving.maxFrames || width > (moving.maxWidth ?? width) || height > (moving.maxHeight ?? height) || frames * pixels > (moving.maxPixelsInAll ?? Infinity))) {
    found.push(stop('media-too-much-movement', { ...which, frames, maxFrames: moving.maxFrames, width, height }, ['compress', 'remove-media']));
  }
  const colours = picture.probe?.colours === 'print' ? 'print' : (picture.probe?.depth ?? 8) > 8 ? 'deep' : null;
  if (colours !== null) found.push(look('media-colours', { ...which, colours }, ['compress']));
  if (picture.animated && allowed.animated === 'refused') found.push(stop('media-animation-lost', which, ['compress', 'remove-media']));
  if (picture.animated && allowed.animated === 'still') found.push(look('media-animation-lost', which, ['replace-media']));
  return found;
}

function altFindings(alt: string, limit: AltRule, which: Params): readonly Finding[] {
  if (limit === null) return [];
  if (alt.trim() === '') return [limit.required ? stop('alt-needed', which, ['write-alt', 'remove-media']) : look('alt-missing', which, ['write-alt'])];
  const used = lengthIn(limit.unit, alt);
  if (used <= limit.max) return [];
  return [stop('alt-too-long', { ...which, used, max: limit.max, excess: used - limit.max, unit: limit.unit }, ['shorten-alt', 'write-alt'])];
}
