import type { Asset } from '#core/contract/shapes';
import type { Millis } from '#core/clock';
import type { ErrorCode } from '#core/errors';
import type { Id } from '#core/ids';
import type { Result } from '#core/result';

export interface NewAsset {
  readonly id: Id;
  readonly brandId: Id;
  readonly hash: string;
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly placeholder: string | null;
  readonly alt: string;
}

/** `db/assets.ts` fits it. */
export interface AssetStore {
  /** The same bytes twice in one brand are one asset: the one that is there (out of the bin again, and whole again) is answered. */
  readonly add: (asset: NewAsset, now: Millis) => Asset;
  /** In the order of `ids`; unknown ones are left out. */
  readonly byIds: (ids: readonly Id[]) => readonly Asset[];
  /** Newest first. */
  readonly list: (brandId: Id, limit: number) => readonly Asset[];
  readonly setAlt: (id: Id, alt: string, now: Millis) => Asset | null;
  readonly setStatus: (id: Id, status: Asset['status'], now: Millis) => void;
  readonly hasHash: (hash: string) => boolean;
  /** Pictures that no other brand has, its bin included. */
  readonly hashesOnlyOf: (brandId: Id) => readonly string[];
  readonly mimeOf: (hash: string) => string | null;
  readonly brandExists: (brandId: Id) => boolean;
  /** Each picture once, though several brands use it. */
  readonly totalBytes: () => number;
}

export interface ImageProblem {
  readonly code: Extract<ErrorCode, 'media-unreadable' | 'media-type' | 'media-too-big' | 'media-too-many-pixels' | 'media-empty' | 'disk-full' | 'read-only'>;
  readonly detail: string;
}
export interface ImageFacts {
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly placeholder: string;
}
export interface FitLimits {
  readonly maxBytes: number | null;
  readonly maxPixels: number | null;
  readonly mimeTypes: readonly string[] | null;
  readonly animated: 'moves' | 'still';
}
export interface Fitted {
  readonly asIs: boolean;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** Reading and writing pictures, in a process of its own. A picture that kills it is `media-unreadable`. */
export interface ImageWork {
  readonly inspect: (file: string) => Promise<Result<ImageFacts, ImageProblem>>;
  readonly thumbnail: (file: string, target: string, width: number) => Promise<Result<null, ImageProblem>>;
  readonly fit: (file: string, target: string, limits: FitLimits) => Promise<Result<Fitted, ImageProblem>>;
}
