import type { ImageAnswer, ImageJob } from '../features/media/ports';
import { runImageJob } from './images/jobs';
import { mayLetGo } from './images/let-go';
import { restrictSharp } from './images/work';
import { serveJobs } from './wire/serve';

// sharp in a process of its own: a picture that breaks it takes nothing else down.
restrictSharp();
mayLetGo();
serveJobs<ImageJob, ImageAnswer>(runImageJob);
