import type { Millis } from '#core/clock';
import type { Colour } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { NetworkId } from '#core/networks';
import type { Focus } from '#core/pictures/focus';
import type { PictureProbe } from '#core/pictures/probe';
import type { VideoProbe } from '#core/videos/probe';
import type { MediaUse, PostSnapshot, ThreadPart } from '#core/posts/content';
import type { PublicationState } from '#core/posts/states';

/** Rows as the features know them; `db/` hands them over in this shape. */
export interface PostRow {
  readonly id: Id;
  readonly brandId: Id;
  readonly title: string;
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly plannedWall: string | null;
  readonly plannedZone: string | null;
  readonly plannedAt: Millis | null;
  readonly version: number;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
  readonly deletedAt: Millis | null;
}

export interface PublicationRow {
  readonly id: Id;
  readonly postId: Id;
  readonly brandId: Id;
  readonly accountId: Id;
  readonly network: NetworkId;
  readonly state: PublicationState;
  readonly stateSince: Millis;
  readonly text: string | null;
  readonly media: readonly MediaUse[] | null;
  readonly thread: readonly ThreadPart[];
  readonly options: JsonObject;
  readonly dueWall: string | null;
  readonly dueZone: string | null;
  readonly dueAt: Millis | null;
  readonly wakeAt: Millis | null;
  readonly remoteKey: string | null;
  readonly saved: JsonObject;
  readonly committedAt: Millis | null;
  readonly attemptCount: number;
  readonly preparedAt: Millis | null;
  readonly nativeRef: string | null;
  readonly remoteId: string | null;
  readonly permalink: string | null;
  readonly publishedAt: Millis | null;
  readonly verifiedAt: Millis | null;
  readonly goneAt: Millis | null;
  readonly problemCode: string | null;
  readonly problemDetail: string | null;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
  readonly deletedAt: Millis | null;
}

/** What a change of a publication may write. Its state moves only by an event. */
export type PublicationPatch = Partial<Omit<PublicationRow, 'id' | 'postId' | 'brandId' | 'accountId' | 'network' | 'state' | 'stateSince' | 'createdAt' | 'updatedAt'>>;

export interface RevisionRow {
  readonly id: Id;
  readonly postId: Id;
  readonly at: Millis;
  readonly reason: 'created' | 'typing' | 'restore' | 'schedule' | 'duplicate' | 'sample' | 'edited';
  readonly snapshot: PostSnapshot;
}

export interface LabelRow {
  readonly id: Id;
  readonly brandId: Id;
  readonly name: string;
  readonly colour: Colour;
}

export interface AssetRow {
  readonly id: Id;
  readonly brandId: Id;
  readonly hash: string;
  readonly fileName: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly status: 'ok' | 'corrupt' | 'missing';
  readonly placeholder: string | null;
  readonly alt: string;
  readonly probe?: PictureProbe | null | undefined;
  readonly focus?: Focus | null | undefined;
  readonly video?: VideoProbe | null | undefined;
  readonly createdAt: Millis;
}
