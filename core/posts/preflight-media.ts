import type { LengthLimit, MediaLimits, NetworkLimits } from '#core/networks';
import { isMisshapen } from '#core/pictures/frame';
import type { PictureProbe } from '#core/pictures/probe';
import { lengthIn } from '#core/text';
import type { MediaUse } from './content';
import { type Finding, look, type PreflightMedia, type Problem, stop } from './preflight-types';

type Params = Problem['params'];

/** What the library knows of a picture. */
type KnownPicture = Omit<PreflightMedia, 'assetId' | 'alt' | 'probe'> & { readonly probe?: PictureProbe | null | undefined };

/** A use of a picture as preflight sees it. @param asset undefined: not in the library */
export function mediaForPreflight({ assetId, alt }: MediaUse, asset: KnownPicture | undefined): PreflightMedia {
  if (asset === undefined) return { assetId, alt, mime: '', bytes: 0, width: 0, height: 0, animated: false, probe: null, status: 'missing' };
  const { mime, bytes, width, height, animated, status, probe } = asset;
  return { assetId, alt, mime, bytes, width, height, animated, status, probe: probe ?? null };
}

/** The pictures of one part. `where` says which part, in a thread. */
export function mediaFindings(media: readonly PreflightMedia[], limits: NetworkLimits, where: Params, altRequired: boolean): readonly Finding[] {
  if (media.length === 0) return [];
  if (limits.media === null) return [stop('media-not-supported', where, ['remove-media'])];
  const allowed = limits.media;
  const tooMany = media.length > allowed.maxImages
    ? [stop('media-too-many', { ...where, count: media.length, max: allowed.maxImages }, ['remove-extra-media'])]
    : [];
  return [
    ...tooMany,
    ...media.flatMap((picture, index) => pictureFindings(picture, allowed, limits.altText === null ? null : { ...limits.altText, required: altRequired }, { ...where, asset: picture.assetId, index: index + 1 })),
  ];
}

/** null: the network takes none. */
type AltRule = (LengthLimit & { readonly required: boolean }) | null;

function pictureFindings(picture: PreflightMedia, allowed: MediaLimits, altText: AltRule, which: Params): readonly Finding[] {
  // Of a file that cannot be read, nothing else is worth saying.
  if (picture.status === 'missing') return [stop('media-missing', which, ['replace-media', 'remove-media'])];
  if (picture.status === 'corrupt') return [stop('media-corrupt', which, ['replace-media', 'remove-media'])];
  return [...fileFindings(picture, allowed, which), ...altFindings(picture.alt, altText, which)];
}

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
  const frames = picture.probe?.frames ?? 1;
  const { moving } = allowed;
  if (picture.animated && moving !== undefined && (frames > moving.maxFrames || width > (moving.maxWidth ?? width) || height > (moving.maxHeight ?? height))) {
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
