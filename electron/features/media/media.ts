import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Changes } from '#core/changes';
import type { Clock } from '#core/clock';
import type { Asset } from '#core/contract/shapes';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import type { FitLimits } from '#core/networks';
import type { Focus } from '#core/pictures/focus';
import { MAX_IMPORT_BYTES } from '#core/pictures/largest';
import type { MediaUse } from '#core/posts/content';
import { err, ok } from '#core/result';
import { MAX_VIDEO_BYTES } from '#core/videos/largest';
import { looksLikeVideo } from '#core/videos/probe';
import { fileProblem, type Library, type Received } from './library';
import type { AssetStore, ImageFacts, ImageProblem, ImageWork, NewAsset, VideoWork } from './ports';

export interface MediaDeps {
  readonly store: AssetStore;
  readonly library: Library;
  readonly images: ImageWork;
  readonly videos: VideoWork;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly changes: Changes;
  /** The system's file picker; empty when the person closed it. */
  readonly pickFiles: () => Promise<readonly string[]>;
}

export type ImportSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> }
  | { readonly kind: 'path'; readonly path: string };

export interface MediaFeature {
  readonly importMedia: (input: { readonly brandId: Id; readonly fileName: string; readonly source: ImportSource; readonly alt?: string }) => Promise<AppResult<Asset>>;
  readonly list: (brandId: Id, limit: number) => readonly Asset[];
  readonly get: (ids: readonly Id[]) => readonly Asset[];
  readonly setAlt: (id: Id, alt: string) => AppResult<Asset>;
  readonly setFocus: (id: Id, focus: Focus | null) => AppResult<Asset>;
  readonly pick: (brandId: Id) => Promise<{ readonly imported: readonly Asset[]; readonly refused: readonly { readonly fileName: string; readonly error: string }[] }>;
  /** A copy that a network with these limits takes; the asset itself when it is one already. */
  readonly fit: (use: MediaUse, limits: FitLimits, signal?: AbortSignal) => Promise<AppResult<{ readonly asset: Asset; readonly likeness: number | null }>>;
}

/** A name to show; it is never part of a path. */
export function shownName(fileName: string): string {
  const plain = basename(fileName.replaceAll('\\', '/')).replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return plain === '' ? 'picture' : plain.slice(0, 200);
}

/** Of a file that is copied into the library, held at a time. */
const PIECE = 1_048_576;
const mostBytes = (head: Uint8Array): number => (looksLikeVideo(head) ? MAX_VIDEO_BYTES : MAX_IMPORT_BYTES);
type Seen = Omit<ImageFacts, 'probe' | 'placeholder'> & Pick<NewAsset, 'placeholder' | 'probe' | 'video'>;

export const imageError = (problem: ImageProblem) => appError(problem.code, undefined, problem.detail);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

export function createMedia(deps: MediaDeps): MediaFeature {
  const { store, library, images, videos, clock, newId, changes } = deps;

  async function open(source: ImportSource): Promise<AppResult<AsyncIterable<Uint8Array>>> {
    if (source.kind === 'stream') return ok(source.stream);
    if (source.kind === 'bytes') return ok(once(source.bytes));
    try {
      const file = await stat(source.path);
      if (!file.isFile()) return err(appError('media-type'));
      if (file.size > MAX_VIDEO_BYTES) return err(appError('media-too-big', { max: MAX_VIDEO_BYTES }));
      return ok(createReadStream(source.path, { highWaterMark: PIECE }) as AsyncIterable<Uint8Array>);
    } catch (cause) {
      return err(fileProblem(cause));
    }
  }

  /** What the bytes are. */
  async function inspect({ temp, head }: Received): Promise<AppResult<Seen>> {
    if (looksLikeVideo(head)) {
      const seen = await videos.inspect(temp);
      if (!seen.ok) return err(appError(seen.error.code, undefined, seen.error.detail));
      return ok({ ...seen.value, animated: false, placeholder: null, probe: null });
    }
    const seen = await images.inspect(temp);
    return seen.ok ? ok({ ...seen.value, video: null }) : err(imageError(seen.error));
  }

  /** Looks at the bytes, keeps them, writes the row. A kill before the row leaves a file that the next import of it uses. */
  async function admit(received: Received, brandId: Id, fileName: string, alt: string): Promise<AppResult<Asset>> {
    const seen = await inspect(received);
    if (!seen.ok) {
      await library.drop(received);
      return seen;
    }
    const kept = await library.keep(received);
    if (!kept.ok) return kept;
    const asset = store.add({ id: newId(), brandId, hash: received.hash, fileName, alt, ...seen.value }, clock.now());
    changes.changed('media');
    return ok(asset);
  }

  const importMedia: MediaFeature['importMedia'] = async ({ brandId, fileName, source, alt }) => {
    if (!store.brandExists(brandId)) return err(appError('not-found'));
    const opened = await open(source);
    if (!opened.ok) return opened;
    const received = await library.receive(opened.value, mostBytes);
    return received.ok ? admit(received.value, brandId, shownName(fileName), alt ?? '') : received;
  };

  const changed = (asset: Asset | null): AppResult<Asset> => {
    if (asset === null) return err(appError('not-found'));
    changes.changed('media');
    return ok(asset);
  };

  return {
    importMedia,
    list: store.list,
    get: store.byIds,
    setAlt: (id, alt) => changed(store.setAlt(id, alt, clock.now())),
    setFocus: (id, focus) => changed(store.setFocus(id, focus, clock.now())),
    pick: async (brandId) => {
      const imported: Asset[] = [];
      const refused: { readonly fileName: string; readonly error: string }[] = [];
      for (const path of await deps.pickFiles()) {
        const fileName = basename(path);
        const result = await importMedia({ brandId, fileName, source: { kind: 'path', path } });
        if (result.ok) imported.push(result.value);
        else refused.push({ fileName, error: result.error.code });
      }
      return { imported, refused };
    },
    fit: async (use, limits, signal) => {
      const asset = store.byIds([use.assetId])[0];
      const file = asset === undefined ? null : library.original(asset.hash);
      if (asset === undefined || file === null) return err(appError('not-found'));
      if (!(await library.exists(file))) {
        store.setStatus(asset.id, 'missing', clock.now());
        return err(appError('media-unreadable'));
      }
      let target: string;
      try {
        target = await library.scratch();
      } catch (cause) {
        return err(fileProblem(cause));
      }
      const copy = async (): Promise<AppResult<{ readonly received: Received | null; readonly likeness: number | null }>> => {
        const fitted = await images.fit(file, target, { ...limits, focus: limits.focus ?? asset.focus ?? null }, { compare: true, signal });
        if (!fitted.ok) return err(imageError(fitted.error));
        const { asIs, likeness } = fitted.value;
        if (asIs) return ok({ received: null, likeness });
        const received = await library.receive(createReadStream(target) as AsyncIterable<Uint8Array>, mostBytes);
        return received.ok ? ok({ received: received.value, likeness }) : received;
      };
      const made = await copy().finally(() => library.drop({ temp: target }));
      if (!made.ok) return made;
      const { received, likeness } = made.value;
      if (received === null) return ok({ asset, likeness });
      const admitted = await admit(received, asset.brandId, asset.fileName, use.alt === '' ? asset.alt : use.alt);
      return admitted.ok ? ok({ asset: admitted.value, likeness }) : admitted;
    },
  };
}
