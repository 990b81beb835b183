import { err, type Result } from '#core/result';
import type { ImageAnswer, ImageAnswers, ImageJob, ImageWork } from './ports';

/** The image worker as the feature wants it. A job that killed the process gets one more chance: the death may have had another cause. */
export function createImageClient(call: (job: ImageJob, signal?: AbortSignal) => Promise<Result<ImageAnswer, 'lost'>>): ImageWork {
  async function ask<K extends ImageJob['do']>(job: ImageJob & { readonly do: K }, signal?: AbortSignal): Promise<ImageAnswers[K]> {
    for (let round = 0; round < 2; round += 1) {
      const answer = await call(job, signal);
      if (signal?.aborted === true) return err({ code: 'cancelled', detail: '' }) as ImageAnswers[K];
      // Each job answers its own kind; the union is narrowed here, once.
      if (answer.ok) return answer.value as ImageAnswers[K];
    }
    return err({ code: 'media-unreadable', detail: 'The picture could not be read' }) as ImageAnswers[K];
  }
  return {
    inspect: (file) => ask({ do: 'inspect', file }),
    thumbnail: (file, target, width) => ask({ do: 'thumbnail', file, target, width }),
    fit: (file, target, limits, more = {}) => ask({ do: 'fit', file, target, limits, compare: more.compare ?? false }, more.signal),
  };
}
