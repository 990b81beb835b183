import { describe, expect, it } from 'vitest';
import { problemWords } from '#renderer/messages/problems';
import { lengthShort, lengthWords } from '#renderer/messages/videos';

describe('what is said of a video', () => {
  const taken = { mimeTypes: 'video/mp4 video/quicktime', videoCodecs: 'avc', audioCodecs: 'aac' };
  it.each([
    ['video-kind', { mime: 'video/quicktime', videoCodec: 'hevc', audioCodec: 'pcm', ...taken }, 'The video is MOV with HEVC and PCM, X takes MP4 or MOV with H.264: export it as MP4 with H.264 and AAC'],
    ['video-kind', { mime: 'video/webm', videoCodec: 'vp9', audioCodec: '', mimeTypes: 'video/mp4', videoCodecs: '', audioCodecs: '' }, 'The video is WebM with VP9, X takes MP4: export it as MP4 with H.264 and AAC'],
    ['video-too-big', { bytes: 612_000_000, max: 536_870_912 }, 'The video is 612 MB, X takes up to 536.9 MB: export it with a lower quality, or shorter'],
    ['video-length', { ms: 185_400, max: 140_000 }, 'The video runs 3 min 5 s, X takes up to 2 min 20 s: cut it in a video program'],
    ['video-length', { ms: 300, min: 500 }, 'The video runs 0.3 seconds, X takes none under 0.5 seconds'],
    ['video-shape', { width: 1000, height: 3100, min: 1 / 3, max: 3 }, 'The video is too tall a shape for X (1000 × 3100), which takes 0.33 to 3 times as wide as it is tall: crop it in a video program'],
    ['video-frames', { fps: 119.88, min: 0, max: 60 }, 'The video has 119.9 pictures a second, X takes at most 60: export it with 30'],
    ['video-with-pictures', {}, 'X takes a video or pictures in a post, not both'],
    ['media-missing', { index: 1, kind: 'video' }, 'The video is not in the library any more'],
  ] as const)('%s', (code, params, words) => {
    expect(problemWords({ code, params }, 'X')).toBe(words);
  });

  it('says a length in words and in figures', () => {
    expect([900, 1000, 45_000, 60_000, 140_000, 3_600_000, 5_430_000].map(lengthWords)).toEqual(['0.9 seconds', '1 second', '45 seconds', '1 min', '2 min 20 s', '1 h', '1 h 30 min']);
    expect([900, 45_000, 723_000, 3_600_000, 0].map(lengthShort)).toEqual(['0:01', '0:45', '12:03', '1:00:00', '0:00']);
  });
});
