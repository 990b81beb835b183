import type { Changes } from '#core/changes';
import type { Clock } from '#core/clock';
import type { NewId } from '#core/ids';
import { createImageClient } from '../features/media/image-client';
import { createLibrary } from '../features/media/library';
import { createMedia } from '../features/media/media';
import type { AssetStore, ImageAnswer, ImageJob } from '../features/media/ports';
import { createRenditions } from '../features/media/renditions';
import { built } from '../shell/paths';
import { startUtilityWorker } from '../shell/utility-worker';
import { createWorkerClient } from '../shell/worker-client';

/** Pictures: the library on disk, the worker that reads them, imports and renditions. */
export function composeMedia(deps: { readonly folder: string; readonly clock: Clock; readonly newId: NewId; readonly store: AssetStore; readonly changes: Changes; readonly pickFiles: () => Promise<readonly string[]> }) {
  const { clock, newId, store } = deps;
  const library = createLibrary(deps.folder, newId);
  const worker = createWorkerClient<ImageJob, ImageAnswer>(() => startUtilityWorker(built('main', 'workers', 'images.cjs'), 'Linnet pictures', { ...process.env }), clock);
  const images = createImageClient(worker.call);
  return {
    media: createMedia({ store, library, images, clock, newId, changes: deps.changes, pickFiles: deps.pickFiles }),
    renditions: createRenditions({ store, library, images, clock }),
    library,
    close: worker.close,
  };
}
export type ComposedMedia = ReturnType<typeof composeMedia>;
