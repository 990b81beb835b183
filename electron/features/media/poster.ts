import type { Changes } from '#core/changes';
import { appError, type AppResult } from '#core/errors';
import { err, ok } from '#core/result';
import { isVideo } from '#core/videos/probe';
import { fileProblem, type Library } from './library';
import { imageError } from './media';
import type { AssetStore, ImageWork } from './ports';

/** Bytes of a picture that the window took out of a video. */
export const MAX_POSTER_BYTES = 8_000_000;
const WIDTH = 1200;

/** Beside the thumbnails, and forgotten with them. */
export const posterPath = (library: Pick<Library, 'cached'>, hash: string): string => library.cached('thumbs', `${hash}-poster.webp`);

export interface PosterDeps {
  readonly store: Pick<AssetStore, 'mimeOf'>;
  readonly library: Library;
  readonly images: Pick<ImageWork, 'thumbnail'>;
  readonly changes: Changes;
}

/**
 * Takes the picture that stands for a video. The window makes it, because it can play the video; what it sends is read as any stranger's
 * picture is. The first one stays.
 */
export const createPosters = ({ store, library, images, changes }: PosterDeps) => async (hash: string, source: AsyncIterable<Uint8Array>): Promise<AppResult<null>> => {
  if (library.original(hash) === null || !isVideo({ mime: store.mimeOf(hash) ?? '' })) return err(appError('not-found'));
  const target = posterPath(library, hash);
  if (await library.exists(target)) return ok(null);
  const received = await library.receive(source, () => MAX_POSTER_BYTES);
  if (!received.ok) return received;
  try {
    const temp = await library.scratch();
    const made = await images.thumbnail(received.value.temp, temp, WIDTH);
    if (!made.ok) {
      await library.drop({ temp });
      return err(imageError(made.error));
    }
    const settled = await library.settle(temp, target);
    if (settled.ok) changes.changed('media');
    return settled;
  } catch (cause) {
    return err(fileProblem(cause));
  } finally {
    await library.drop(received.value);
  }
};
