import { fitImage, type FitLimits, type Fitted } from './fit';
import { inspectImage, makeThumbnail, type ImageFacts, type ImageProblem, type ImageResult } from './work';

export type ImageJob =
  | { readonly do: 'inspect'; readonly file: string }
  | { readonly do: 'thumbnail'; readonly file: string; readonly target: string; readonly width: number }
  | { readonly do: 'fit'; readonly file: string; readonly target: string; readonly limits: FitLimits };

export interface ImageAnswers {
  readonly inspect: ImageResult<ImageFacts>;
  readonly thumbnail: ImageResult<null>;
  readonly fit: ImageResult<Fitted>;
}
export type ImageAnswer = ImageAnswers[ImageJob['do']];
export type { ImageProblem };

export function runImageJob(job: ImageJob): Promise<ImageAnswer> {
  switch (job.do) {
    case 'inspect': return inspectImage(job.file);
    case 'thumbnail': return makeThumbnail(job.file, job.target, job.width);
    case 'fit': return fitImage(job.file, job.target, job.limits);
  }
}
