import type { Changes } from '#core/changes';
import type { Clock } from '#core/clock';
import { SECOND } from '#core/clock';
import type { NewId } from '#core/ids';
import { createImageClient } from '../features/media/image-client';
import { createLibrary } from '../features/media/library';
import { createMedia } from '../features/media/media';
import type { AssetStore, ImageAnswer, ImageJob, VideoAnswer, VideoJob } from '../features/media/ports';
import { createPosters } from '../features/media/poster';
import { createRenditions } from '../features/media/renditions';
import { createVideoClient } from '../features/media/video-client';
import { ONE_ARENA } from '../shell/one-arena';
import { built } from '../shell/paths';
import { startUtilityWorker } from '../shell/utility-worker';
import { createWorkerClient } from '../shell/worker-client';

/** Reading what a video is takes a moment; a file that keeps its reader longer is not one. */
const VIDEO_MEMORY = ['--max-old-space-size=256'];
const VIDEO_LIMIT = 20 * SECOND;

/** Pictures and videos: the library on disk, the workers that read them, imports and renditions. */
export function composeMedia(deps: { readonly folder: string; readonly clock: Clock; readonly newId: NewId; readonly store: AssetStore; readonly changes: Changes; readonly pickFiles: () => Promise<readonly string[]> }) {
  const { clock, newId, store } = deps;
  const library = createLibrary(deps.folder, newId);
  const worker = createWorkerClient<ImageJob, ImageAnswer>(() => startUtilityWorker(built('main', 'workers', 'images.cjs'), 'Linnet pictures', { ...process.env, ...ONE_ARENA }), clock);
  const images = createImageClient(worker.call);
  const videoWorker = createWorkerClient<VideoJob, VideoAnswer>(
    () => startUtilityWorker(built('main', 'workers', 'videos.cjs'), 'Linnet videos', { ...process.env }, VIDEO_MEMORY), clock, { limitMs: VIDEO_LIMIT },
  );
  const { changes } = deps;
  return {
    media: createMedia({ store, library, images, videos: createVideoClient(videoWorker.call), clock, newId, changes, pickFiles: deps.pickFiles }),
    renditions: createRenditions({ store, library, images, clock }),
    setPoster: createPosters({ store, library, images, changes }),
    library,
    close: () => {
      worker.close();
      videoWorker.close();
    },
  };
}
export type ComposedMedia = ReturnType<typeof composeMedia>;
