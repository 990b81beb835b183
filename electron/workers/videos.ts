import type { VideoAnswer, VideoJob } from '../features/media/ports';
import { inspectVideo } from './videos/inspect';
import { serveJobs } from './wire/serve';

// In a process of its own, with little memory: a video is a stranger's bytes, and what they do to their reader ends here.
serveJobs<VideoJob, VideoAnswer>(({ file }) => inspectVideo(file));
