import type { Asset } from '#core/contract/shapes';
import type { Millis } from '#core/clock';
import type { ErrorCode } from '#core/errors';
import type { Id } from '#core/ids';
import type { FitLimits } from '#core/networks';
import type { Focus } from '#core/pictures/focus';
import type { PictureProbe } from '#core/pictures/probe';
import type { Result } from '#core/result';
import type { VideoProbe, VideoType } from '#core/videos/probe';
import type { AssetRow } from '../posts/rows';

export type NewAsset = Omit<AssetRow, 'status' | 'createdAt' | 'focus'>;

/** `db/assets.ts` fits it. */
export interface AssetStore {
  /** The same bytes twice in one brand are one asset: the one that is there (out of the bin again, and whole again) is answered. */
  readonly add: (asset: NewAsset, now: Millis) => Asset;
  /** In the order of `ids`; unknown ones are left out. */
  readonly byIds: (ids: readonly Id[]) => readonly Asset[];
  /** Newest first. */
  readonly list: (brandId: Id, limit: number) => readonly Asset[];
  readonly setAlt: (id: Id, alt: string, now: Millis) => Asset | null;
  readonly setFocus: (id: Id, focus: Focus | null, now: Millis) => Asset | null;
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
  readonly code: Extract<ErrorCode, 'media-unreadable' | 'media-type' | 'media-too-big' | 'media-too-many-pixels' | 'media-empty' | 'media-heic' | 'media-too-narrow' | 'disk-full' | 'read-only' | 'cancelled'>;
  readonly detail: string;
}
export interface ImageFacts {
  readonly mime: string;
  readonly bytes: number;
  /** As shown: the camera's orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly probe: PictureProbe;
  /** Tiny WebP as a data URL. */
  readonly placeholder: string;
}
export interface Fitted {
  /** The original fits as it is, and tells nothing about camera or place; nothing was written. */
  readonly asIs: boolean;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** Of the coder, 1 to 100; null where nothing is lost. */
  readonly quality: number | null;
  /** How like the picture is to what it was made from, 0 to 1 (structural similarity of the light); null where nothing is lost or nobody compared. */
  readonly likeness: number | null;
}

/** Reading and writing pictures, in a process of its own. A picture that kills it is `media-unreadable`. */
export interface ImageWork {
  readonly inspect: (file: string) => Promise<Result<ImageFacts, ImageProblem>>;
  readonly thumbnail: (file: string, target: string, width: number) => Promise<Result<null, ImageProblem>>;
  /** @param more `compare`: say how like the copy is; `signal` stops it, waiting or running: it ends as `cancelled` */
  readonly fit: (file: string, target: string, limits: FitLimits, more?: { readonly compare?: boolean; readonly signal?: AbortSignal | undefined }) => Promise<Result<Fitted, ImageProblem>>;
}

/** What crosses to that process, and back. */
export type ImageJob =
  | { readonly do: 'inspect'; readonly file: string }
  | { readonly do: 'thumbnail'; readonly file: string; readonly target: string; readonly width: number }
  | { readonly do: 'fit'; readonly file: string; readonly target: string; readonly limits: FitLimits; readonly compare: boolean };
export interface ImageAnswers {
  readonly inspect: Result<ImageFacts, ImageProblem>;
  readonly thumbnail: Result<null, ImageProblem>;
  readonly fit: Result<Fitted, ImageProblem>;
}
export type ImageAnswer = ImageAnswers[ImageJob['do']];

export interface VideoProblem {
  readonly code: Extract<ErrorCode, 'media-unreadable' | 'media-type' | 'media-empty' | 'video-without-picture'>;
  readonly detail: string;
}
export interface VideoFacts {
  readonly mime: VideoType;
  readonly bytes: number;
  /** As shown: turned, and with square pixels. */
  readonly width: number;
  readonly height: number;
  readonly video: VideoProbe;
}

/** Reading what videos are, in a process of its own. One that kills it, or takes too long, is `media-unreadable`. */
export interface VideoWork {
  readonly inspect: (file: string) => Promise<Result<VideoFacts, VideoProblem>>;
}
export interface VideoJob { readonly do: 'inspect'; readonly file: string }
export type VideoAnswer = Result<VideoFacts, VideoProblem>;
