import { readdirSync } from 'node:fs';
import { ok } from '#core/result';
import { createAssetStore } from '#db/assets';
import { createImageClient } from '#electron/features/media/image-client';
import { createLibrary } from '#electron/features/media/library';
import { createMedia, type MediaFeature } from '#electron/features/media/media';
import type { ImageWork } from '#electron/features/media/ports';
import { createPosters } from '#electron/features/media/poster';
import { createRenditions } from '#electron/features/media/renditions';
import { createVideoClient } from '#electron/features/media/video-client';
import { runImageJob } from '#electron/workers/images/jobs';
import { inspectVideo } from '#electron/workers/videos/inspect';
import { testIds } from './data-file';
import { createFakeClock } from './fake-clock';
import { createMemoryDb } from './memory-db';
import { SEED_BRAND, seedPosts } from './seed-posts';

/** The media feature over a real folder and a database in memory, with pictures read in this process unless told otherwise. */
export function createTestMedia(folder: string, images: ImageWork = createImageClient(async (job) => ok(await runImageJob(job)))) {
  const { db, sqlite } = createMemoryDb();
  seedPosts(sqlite, 0);
  const clock = createFakeClock();
  const store = createAssetStore(db);
  const library = createLibrary(folder, testIds);
  const picked: string[] = [];
  const deps = { store, library, images, videos: createVideoClient(async ({ file }) => ok(await inspectVideo(file))), clock, newId: testIds, changes: { changed: () => undefined }, pickFiles: () => Promise.resolve(picked) };
  const media: MediaFeature = createMedia(deps);
  const bring = (bytes: Uint8Array, fileName = 'picture.jpg') => media.importMedia({ brandId: SEED_BRAND, fileName, source: { kind: 'bytes', bytes } });
  return { media, renditions: createRenditions(deps), setPoster: createPosters(deps), store, library, picked, bring, sqlite };
}

/** Every file under a folder, to see that nothing was left behind. */
export const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => e.name).sort();
