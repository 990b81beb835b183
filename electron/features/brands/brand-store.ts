import type { Millis } from '#core/clock';
import type { Colour } from '#core/contract/shapes';
import type { Id } from '#core/ids';

export interface BrandRow {
  readonly id: Id;
  readonly name: string;
  readonly colour: Colour;
  readonly logoAssetId: Id | null;
  readonly timeZone: string;
  readonly voice: string;
  readonly guidelines: string;
  readonly wordsToUse: string;
  readonly wordsToAvoid: string;
  readonly links: string;
  readonly latenessLimitMs: Millis;
  readonly nativeHandover: boolean;
  readonly altRequired: boolean;
  readonly isSample: boolean;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
  readonly deletedAt: Millis | null;
}

/** What the brands feature needs from storage; `db/brands.ts` fits it. */
export interface BrandRows {
  /** Not those in the bin, oldest first. */
  readonly list: () => readonly BrandRow[];
  /** Last removed first. */
  readonly inBin: () => readonly BrandRow[];
  /** Also those in the bin. */
  readonly byId: (id: Id) => BrandRow | null;
  readonly insert: (row: BrandRow) => void;
  readonly update: (id: Id, patch: Partial<Omit<BrandRow, 'id' | 'createdAt'>>) => void;
  /** Sample brands, those in the bin too. */
  readonly samples: () => readonly BrandRow[];
  /** Deletes the brand and everything of it, for good. Only ever asked for the sample brand. */
  readonly deleteForGood: (id: Id) => void;
  /** Whether a picture is in the library of this brand. */
  readonly hasAsset: (brandId: Id, assetId: Id) => boolean;
  /** Version of the time-zone rules by which the stored instants were worked out. */
  readonly zoneRules: () => string | null;
  readonly setZoneRules: (version: string, now: Millis) => void;
}
