import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Clock } from '#core/clock';
import type { Asset } from '#core/contract/shapes';
import { appError, type AppError, type AppResult, type ErrorCode } from '#core/errors';
import { type AccountLimits, type FitLimits, fitLimitsOf, networkFacts, type NetworkId } from '#core/networks';
import { mergeLimits } from '#core/networks/account-limits';
import type { MediaUse } from '#core/posts/content';
import { err, ok, type Result } from '#core/result';
import { isVideo } from '#core/videos/probe';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { fileProblem, type Library } from './library';
import { imageError } from './media';
import type { AssetStore, Fitted, ImageWork } from './ports';
import { posterPath } from './poster';
import { readRangeOf } from './read-range';

export const thumbWidths = [64, 160, 480, 1200] as const;
export type ThumbWidth = (typeof thumbWidths)[number];

export interface Rendition {
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly read: () => Promise<Uint8Array>;
  readonly readRange: OutgoingMedia['readRange'];
}

export interface Renditions {
  /** Path of a WebP, made when it is not there yet. */
  readonly thumbnail: (hash: string, width: ThumbWidth) => Promise<AppResult<string>>;
  /** The original where it fits and says nothing about camera or place, else a copy that does. Made once for the same limits. */
  readonly renditionFor: (asset: Asset, limits: FitLimits) => Promise<AppResult<Rendition>>;
  /** What publishing hands to a connector, with the words that the post itself shows: those of the library nobody has seen in it. */
  readonly outgoing: (use: MediaUse, target: { readonly network: NetworkId; readonly limits: AccountLimits | null }) => Promise<Result<OutgoingMedia, { readonly code: ErrorCode; readonly detail: string }>>;
}

export interface RenditionDeps {
  readonly store: Pick<AssetStore, 'byIds' | 'hasHash' | 'mimeOf' | 'setStatus'>;
  readonly library: Library;
  readonly images: ImageWork;
  readonly clock: Clock;
}

/** Of how copies are made; another one makes those of an older Linnet anew. */
const RULES = 3;
const short = (limits: FitLimits): string => createHash('sha256').update(JSON.stringify([RULES, limits])).digest('hex').slice(0, 16);

export function createRenditions(deps: RenditionDeps): Renditions {
  const { store, library, images, clock } = deps;
  const running = new Map<string, Promise<AppResult<unknown>>>();

  /** A grid asks for the same picture several times at once; it is made once. */
  async function shared<T>(key: string, make: () => Promise<AppResult<T>>): Promise<AppResult<T>> {
    const going = running.get(key) as Promise<AppResult<T>> | undefined;
    if (going !== undefined) return going;
    const made = make().finally(() => { running.delete(key); });
    running.set(key, made);
    return made;
  }

  const isVideoHash = (hash: string): boolean => isVideo({ mime: store.mimeOf(hash) ?? '' });
  /** A thumbnail is made from the picture itself, or from a video's poster. */
  const sourceOf = (hash: string): string | null => (isVideoHash(hash) ? posterPath(library, hash) : library.original(hash));

  async function thumbnail(hash: string, width: ThumbWidth): Promise<AppResult<string>> {
    const original = sourceOf(hash);
    if (original === null || !store.hasHash(hash)) return err(appError('not-found'));
    const target = library.cached('thumbs', `${hash}-${width}.webp`);
    if (await library.exists(target)) return ok(target);
    return shared(target, async () => {
      try {
        // A video without a poster: only the page can make one.
        if (!(await library.exists(original)) && isVideoHash(hash)) return err(appError('not-found'));
        const temp = await library.scratch();
        const made = await images.thumbnail(original, temp, width);
        if (!made.ok) {
          await library.drop({ temp });
          return err(imageError(made.error));
        }
        const settled = await library.settle(temp, target);
        return settled.ok ? ok(target) : settled;
      } catch (cause) {
        return err(fileProblem(cause));
      }
    });
  }

  /** A picture that is gone or not the one that was imported is never sent. */
  async function whole(asset: Asset, original: string): Promise<AppError | null> {
    const hash = await library.hashOf(original);
    if (hash === asset.hash) return null;
    store.setStatus(asset.id, hash === null ? 'missing' : 'corrupt', clock.now());
    return appError('media-unreadable', { fileName: asset.fileName });
  }

  const rendition = (fitted: Fitted, path: string): Rendition => ({
    mime: fitted.mime, bytes: fitted.bytes, width: fitted.width, height: fitted.height, read: async () => new Uint8Array(await readFile(path)), readRange: readRangeOf(path),
  });

  async function renditionFor(asset: Asset, limits: FitLimits): Promise<AppResult<Rendition>> {
    const original = library.original(asset.hash);
    if (original === null) return err(appError('not-found'));
    const broken = await whole(asset, original);
    if (broken !== null) return err(broken);
    const path = library.cached('renditions', `${asset.hash}-${short(limits)}`);
    return shared(path, async () => {
      try {
        const known = await readFile(`${path}.json`, 'utf8').then((text) => JSON.parse(text) as Fitted, () => null);
        if (known !== null && (known.asIs || (await library.exists(path)))) return ok(rendition(known, known.asIs ? original : path));
        const temp = await library.scratch();
        const fitted = await images.fit(original, temp, limits);
        if (!fitted.ok) {
          await library.drop({ temp });
          return err(imageError(fitted.error));
        }
        if (!fitted.value.asIs) {
          const settled = await library.settle(temp, path);
          if (!settled.ok) return settled;
        }
        // The note comes last: with it, the copy is whole.
        const note = await library.scratch();
        await writeFile(note, JSON.stringify(fitted.value));
        const noted = await library.settle(note, `${path}.json`);
        return noted.ok ? ok(rendition(fitted.value, fitted.value.asIs ? original : path)) : noted;
      } catch (cause) {
        return err(fileProblem(cause));
      }
    });
  }

  /** A video goes out as it came in: Linnet does not change it. */
  async function videoToSend(asset: Asset, use: MediaUse): ReturnType<Renditions['outgoing']> {
    const original = library.original(asset.hash);
    const broken = original === null ? appError('not-found') : await whole(asset, original);
    if (original === null || broken !== null) return err({ code: broken?.code ?? 'not-found', detail: broken?.detail ?? '' });
    const { id: assetId, mime, bytes, width, height, video } = asset;
    const read = (): Promise<never> => Promise.reject(new Error('a video is read in pieces'));
    return ok({ assetId, kind: 'video', mime, bytes, width, height, durationMs: video?.durationMs ?? null, alt: use.alt, read, readRange: readRangeOf(original) });
  }

  return {
    thumbnail, renditionFor,
    outgoing: async (use, { network, limits }) => {
      const asset = store.byIds([use.assetId])[0];
      if (asset === undefined) return err({ code: 'media-unreadable', detail: use.assetId });
      if (isVideo(asset)) return videoToSend(asset, use);
      const media = mergeLimits(networkFacts[network].limits, limits).media;
      const made = await renditionFor(asset, fitLimitsOf(media));
      if (!made.ok) return err({ code: made.error.code, detail: made.error.detail ?? '' });
      return ok({ assetId: asset.id, kind: 'image', durationMs: null, alt: use.alt, ...made.value });
    },
  };
}
