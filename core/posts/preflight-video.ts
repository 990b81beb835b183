import type { VideoLimits } from '#core/networks';
import type { VideoProbe } from '#core/videos/probe';
import { type Finding, look, type PreflightMedia, type Problem, stop } from './preflight-types';

type Params = Problem['params'];

/** Videos that are too many, or beside pictures where the network takes no mixture. `where` says which part, in a thread. */
export function togetherFindings(videos: readonly PreflightMedia[], pictures: number, limits: VideoLimits, where: Params): readonly Finding[] {
  const [first, second] = videos;
  if (first === undefined) return [];
  if (videos.length > limits.maxVideos) return [stop('video-too-many', { ...where, asset: second?.assetId ?? first.assetId, count: videos.length, max: limits.maxVideos }, ['remove-video'])];
  return pictures > 0 && !limits.withPictures ? [stop('video-with-pictures', { ...where, asset: first.assetId }, ['remove-video'])] : [];
}

/** One video against what a network takes. What the file does not say cannot be held against it. */
export function videoFindings(video: PreflightMedia, limits: VideoLimits, which: Params): readonly Finding[] {
  const { bytes } = video;
  const found = [...kindFindings(video, limits, which)];
  if (limits.maxBytes !== null && bytes > limits.maxBytes) found.push(stop('video-too-big', { ...which, bytes, max: limits.maxBytes }, ['replace-media', 'remove-video']));
  if (limits.minBytes !== undefined && bytes < limits.minBytes) found.push(stop('video-too-big', { ...which, bytes, min: limits.minBytes }, ['replace-media', 'remove-video']));
  return [...found, ...shapeFindings(video, limits, which), ...(video.video ? probeFindings(video.video, limits, which) : [])];
}

function kindFindings({ mime, video }: PreflightMedia, limits: VideoLimits, which: Params): readonly Finding[] {
  const picture = video?.videoCodec ?? null;
  const sound = video?.audioCodec ?? null;
  const wrong = !limits.mimeTypes.includes(mime) || isOther(picture, limits.videoCodecs) || isOther(sound, limits.audioCodecs);
  if (!wrong) return [];
  const wants = [limits.mimeTypes.join(' '), (limits.videoCodecs ?? []).join(' '), (limits.audioCodecs ?? []).join(' ')];
  return [stop('video-kind', { ...which, mime, videoCodec: picture ?? '', audioCodec: sound ?? '', mimeTypes: wants[0] ?? '', videoCodecs: wants[1] ?? '', audioCodecs: wants[2] ?? '' }, ['replace-media', 'remove-video'])];
}

const isOther = (codec: string | null, allowed: readonly string[] | null): boolean => codec !== null && allowed !== null && !allowed.includes(codec);

/** Zero is not known. A side that is too long is only said: networks make it smaller more often than they refuse it. */
function shapeFindings({ width, height }: PreflightMedia, limits: VideoLimits, which: Params): readonly Finding[] {
  if (width === 0 || height === 0) return [];
  const { ratio, minWidth, minHeight, maxWidth, maxHeight, maxPixels } = limits;
  const size = { ...which, width, height };
  const found: Finding[] = [];
  if (ratio !== null && (width / height < ratio.min || width / height > ratio.max)) found.push(stop('video-shape', { ...size, min: ratio.min, max: ratio.max }, ['replace-media', 'remove-video']));
  if (width < (minWidth ?? 0) || height < (minHeight ?? 0)) found.push(stop('video-too-small', { ...size, minWidth: minWidth ?? 0, minHeight: minHeight ?? 0 }, ['replace-media', 'remove-video']));
  if (maxPixels !== undefined && width * height > maxPixels) found.push(stop('video-too-many-pixels', { ...size, pixels: width * height, max: maxPixels }, ['replace-media', 'remove-video']));
  if (width > (maxWidth ?? width) || height > (maxHeight ?? height)) found.push(look('video-too-wide', { ...size, maxWidth: maxWidth ?? 0, maxHeight: maxHeight ?? 0 }, ['replace-media']));
  return found;
}

function probeFindings({ durationMs, fps, bitrate }: VideoProbe, limits: VideoLimits, which: Params): readonly Finding[] {
  const found: Finding[] = [];
  const ms = durationMs ?? 0;
  if (durationMs !== null && limits.maxMs !== null && ms > limits.maxMs) found.push(stop('video-length', { ...which, ms, max: limits.maxMs }, ['replace-media', 'remove-video']));
  if (durationMs !== null && limits.minMs !== null && ms < limits.minMs) found.push(stop('video-length', { ...which, ms, min: limits.minMs }, ['replace-media', 'remove-video']));
  // Cameras say 60 and mean 59.94, or a little more than they say.
  const tooFast = fps !== null && limits.maxFps !== null && fps > limits.maxFps + 0.5;
  const tooSlow = fps !== null && limits.minFps !== null && fps < limits.minFps - 0.5;
  if (tooFast || tooSlow) found.push(stop('video-frames', { ...which, fps: fps ?? 0, min: limits.minFps ?? 0, max: limits.maxFps ?? 0 }, ['replace-media', 'remove-video']));
  if (bitrate !== null && limits.maxBitrate !== undefined && bitrate > limits.maxBitrate) found.push(look('video-bitrate', { ...which, bitrate, max: limits.maxBitrate }, ['replace-media']));
  return found;
}
