import { oc } from '@orpc/contract';
import * as z from 'zod';
import { DRAFTS_SHOWN } from '#core/posts/content';
import { asset, id, label, mediaUse, millis, networkId, publicationContent, publicationState, resultOf, text, threadPart, undo, wallTime, zoneId } from './shapes';

export const publication = publicationContent.extend({
  id, postId: id, accountId: id, network: networkId, state: publicationState, stateSince: millis,
  dueWall: wallTime.nullable(), dueZone: zoneId.nullable(), dueAt: millis.nullable(), wakeAt: millis.nullable(),
  attemptCount: z.number().int(), nativeRef: z.string().nullable(), remoteId: z.string().nullable(), permalink: z.string().nullable(),
  publishedAt: millis.nullable(), verifiedAt: millis.nullable(), goneAt: millis.nullable(), problemCode: z.string().nullable(), problemDetail: z.string().nullable(),
});
export type Publication = z.infer<typeof publication>;

export const post = z.object({
  id, brandId: id, title: z.string(), text, media: z.array(mediaUse), plannedWall: wallTime.nullable(), plannedZone: zoneId.nullable(), plannedAt: millis.nullable(),
  version: z.number().int(), createdAt: millis, updatedAt: millis, deletedAt: millis.nullable(),
  publications: z.array(publication), labels: z.array(label),
  /** Every asset that the post or one of its publications uses. */
  assets: z.array(asset), revisionCount: z.number().int(),
});
export type Post = z.infer<typeof post>;

export const draftCard = z.object({
  id, title: z.string(), excerpt: z.string(), networks: z.array(networkId), thumbAssetId: id.nullable(), thumbHash: z.string().nullable(),
  updatedAt: millis, missingAlt: z.number().int(), labels: z.array(label),
});
export type DraftCard = z.infer<typeof draftCard>;

export const binCard = draftCard.extend({ brandId: id, deletedAt: millis });
export type BinCard = z.infer<typeof binCard>;

const gone = z.object({ deleted: z.number().int(), /** Still in the bin: a network may be working on them. */ kept: z.number().int() });

export const revision = z.object({
  id, at: millis, reason: z.enum(['created', 'typing', 'restore', 'schedule', 'duplicate', 'sample', 'edited']),
  /** First line and size, for the list. */
  title: z.string(), characters: z.number().int(),
});
export type Revision = z.infer<typeof revision>;

const publicationPatch = z.object({
  accountId: id, text: text.nullable(), media: z.array(mediaUse).max(35).nullable(), thread: z.array(threadPart).max(50), options: z.record(z.string(), z.json()),
});

export const posts = {
  get: oc.input(z.object({ id })).output(resultOf(post)),
  create: oc.input(z.object({
    brandId: id, text: text.default(''), plannedWall: wallTime.nullable().default(null), accountIds: z.array(id).max(50).default([]), media: z.array(mediaUse).max(35).default([]),
  })).output(resultOf(post)),
  /**
   * The whole editable content at once: the window sends it on each pause in typing. `version` is the one it was edited from;
   * a save on an older version answers `stale-version` and keeps both (the loser becomes a revision).
   * Publications not named are removed when that is still possible (never published ones).
   */
  save: oc.input(z.object({
    id, version: z.number().int(), text, media: z.array(mediaUse).max(35), publications: z.array(publicationPatch).max(50), labelIds: z.array(id).max(50).optional(),
  })).output(resultOf(z.object({ version: z.number().int(), savedAt: millis, publications: z.array(publication), title: z.string() }))),
  /** Mentions in the text that belong to nobody on that network. Empty when that cannot be told: offline, or no such question there. */
  unresolvedMentions: oc.input(z.object({ network: networkId, text: z.string().max(5_000) })).output(z.array(z.string())),
  /** Drafts without a time, newest first, for the calendar's tray. */
  drafts: oc.input(z.object({ brandId: id, query: z.string().max(200).default(''), limit: z.number().int().min(1).max(500).default(DRAFTS_SHOWN) })).output(z.array(draftCard)),
  revisions: oc.input(z.object({ postId: id })).output(z.array(revision)),
  revision: oc.input(z.object({ id })).output(resultOf(z.object({ revision, text, publications: z.array(z.object({ accountId: id, text: text.nullable() })) }))),
  restoreRevision: oc.input(z.object({ id })).output(resultOf(post)),
  duplicate: oc.input(z.object({ id })).output(resultOf(post)),
  /** To the bin. Published publications stay live on their networks; what was scheduled is taken off the plan. */
  remove: oc.input(z.object({ ids: z.array(id).min(1).max(500) })).output(resultOf(undo)),
  /** What lies in the bin, newest first; of every brand that is not in the bin itself when `brandId` is null. Kept until a person deletes it for good. */
  bin: oc.input(z.object({ brandId: id.nullable(), query: z.string().max(200).default(''), limit: z.number().int().min(1).max(10_000).default(5_000) })).output(z.array(binCard)),
  restore: oc.input(z.object({ ids: z.array(id).min(1).max(500) })).output(resultOf(z.null())),
  /** For good, and only from the bin. What a network may still be working on is kept and counted. Posts that are out stay out. */
  deleteForGood: oc.input(z.object({ ids: z.array(id).min(1).max(500) })).output(resultOf(gone)),
  emptyBin: oc.input(z.object({ brandId: id.nullable() })).output(resultOf(gone)),
  /** A new draft that is exactly as it was made, with nothing in it: it goes as it came, without the bin. */
  discard: oc.input(z.object({ id, version: z.number().int() })).output(resultOf(z.null())),
};
