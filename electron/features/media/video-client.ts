import { err, type Result } from '#core/result';
import type { VideoAnswer, VideoJob, VideoWork } from './ports';

/** The video worker as the feature wants it. A file that killed its process, or kept it busy too long, gets no second chance: it would do so again. */
export const createVideoClient = (call: (job: VideoJob) => Promise<Result<VideoAnswer, 'lost'>>): VideoWork => ({
  inspect: async (file) => {
    const answer = await call({ do: 'inspect', file });
    return answer.ok ? answer.value : err({ code: 'media-unreadable', detail: 'The video could not be read' });
  },
});
