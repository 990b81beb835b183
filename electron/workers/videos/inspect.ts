import { stat } from 'node:fs/promises';
import { EncodedPacketSink, Input, type InputAudioTrack, type InputVideoTrack, MATROSKA, MP4, MPEG_TS, QTFF, WEBM } from 'mediabunny';
import { err, ok, type Result } from '#core/result';
import type { VideoType } from '#core/videos/probe';
import type { VideoFacts, VideoProblem } from '../../features/media/ports';
import { boundedSource, TooMuch } from './bounded';
import { startsFast } from './boxes';

/** Pixels of one side: more than 8K has. */
const MAX_SIDE = 16_384;
/** So many pictures tell how many there are in a second. */
const COUNTED = 120;

type Answer = Result<VideoFacts, VideoProblem>;
const unreadable = (detail: string): Answer => err({ code: 'media-unreadable', detail });

/** What a video is, by its bytes. Nothing is decoded: the header is read, and the first and the last packet of its pictures. */
export async function inspectVideo(file: string): Promise<Answer> {
  if ((await stat(file)).size === 0) return err({ code: 'media-empty', detail: '' });
  const { source, size, close } = await boundedSource(file);
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] });
  try {
    if (!(await input.canRead())) return err({ code: 'media-type', detail: '' });
    const format = await input.getFormat();
    const mime = typeOf(format.name, format.mimeType);
    if (mime === null) return err({ code: 'media-type', detail: format.name });
    const picture = await input.getPrimaryVideoTrack();
    const sound = await input.getPrimaryAudioTrack();
    if (picture === null) return sound === null ? unreadable('There is nothing in it') : err({ code: 'video-without-picture', detail: '' });
    const [width, height] = [await picture.getDisplayWidth(), await picture.getDisplayHeight()];
    if (!isSide(width) || !isSide(height)) return unreadable(`${width} × ${height}`);
    if (!(await isWhole(picture, size))) return unreadable('The file ends early');
    const seconds = await lengthOf(input, picture);
    const rate = (await picture.computePacketStats(COUNTED)).averagePacketRate;
    return ok({
      mime, bytes: size, width: Math.round(width), height: Math.round(height),
      video: {
        durationMs: seconds === null ? null : Math.round(seconds * 1000),
        videoCodec: await codecOf(picture), audioCodec: sound === null ? null : await codecOf(sound), sound: sound !== null,
        fps: Number.isFinite(rate) && rate > 0 ? Math.round(rate * 1000) / 1000 : null,
        rotation: await picture.getRotation(),
        bitrate: seconds === null || seconds <= 0 ? null : Math.round((size * 8) / seconds),
        startsFast: mime === 'video/mp4' || mime === 'video/quicktime' ? await startsFast(file) : null,
      },
    });
  } catch (cause) {
    if (cause instanceof TooMuch) return unreadable(cause.message);
    return unreadable(cause instanceof Error ? cause.message : String(cause));
  } finally {
    input.dispose();
    await close();
  }
}

const isSide = (pixels: number): boolean => Number.isFinite(pixels) && pixels >= 1 && pixels <= MAX_SIDE;

function typeOf(name: string, mime: string): VideoType | null {
  if (name === 'MP4') return 'video/mp4';
  if (name === 'QuickTime File Format') return 'video/quicktime';
  if (name === 'WebM') return 'video/webm';
  if (name === 'Matroska') return 'video/x-matroska';
  return mime === 'video/MP2T' || mime === 'video/mp2t' ? 'video/mp2t' : null;
}

async function codecOf(track: InputVideoTrack | InputAudioTrack): Promise<string | null> {
  const codec = await track.getCodec();
  if (codec !== null) return codec.startsWith('pcm') || codec === 'ulaw' || codec === 'alaw' ? 'pcm' : codec;
  const id = await track.getInternalCodecId();
  return typeof id === 'string' ? id.replace(/[^\x20-\x7e]/g, '').trim().slice(0, 40) : null;
}

/** What the header says; otherwise counted, as far as reading is allowed. Seconds. */
async function lengthOf(input: Input, picture: InputVideoTrack): Promise<number | null> {
  const said = await input.getDurationFromMetadata();
  if (said !== null && Number.isFinite(said) && said >= 0) return said;
  try {
    return await picture.computeDuration({ metadataOnly: true });
  } catch {
    return null;
  }
}

/** The first and the last packet lie within the file: of one that was cut short, the last does not. */
async function isWhole(picture: InputVideoTrack, size: number): Promise<boolean> {
  const sink = new EncodedPacketSink(picture);
  const first = await sink.getFirstPacket();
  if (first === null || first.data.byteLength === 0 || first.data.byteLength > size) return false;
  const last = await sink.getPacket(Infinity);
  return last !== null && last.data.byteLength > 0;
}
