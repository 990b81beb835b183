import type { ImageAnswer, ImageJob } from '../../features/media/ports';
import { fitImage } from './fit';
import { letGo } from './let-go';
import { inspectImage, makeThumbnail } from './work';

export async function runImageJob(job: ImageJob): Promise<ImageAnswer> {
  switch (job.do) {
    case 'inspect': return inspectImage(job.file);
    case 'thumbnail': return makeThumbnail(job.file, job.target, job.width);
    case 'fit': try { return await fitImage(job.file, job.target, job.limits, job.compare); } finally { letGo(); }
  }
}
