import { oc } from '@orpc/contract';
import * as z from 'zod';
import { activityEntry } from './accounts';
import { publication } from './posts';
import { chip } from './planning';
import { id, millis, networkId, resultOf, text, wallTime } from './shapes';

export const publisherStatus = z.object({
  paused: z.boolean(), pausedAt: millis.nullable(), offline: z.boolean(), running: z.number().int(),
  next: z.object({ at: millis, postId: id, title: z.string(), networks: z.array(networkId) }).nullable(),
  /** What a pause could not take back yet: networks keep these and publish them by themselves at their time. */
  heldByNetworks: z.array(z.object({ accountId: id, network: networkId, count: z.number().int(), firstAt: millis })),
  /** Over all brands: failed, unconfirmed, missed. */
  needsPerson: z.number().int(),
});
export type PublisherStatus = z.infer<typeof publisherStatus>;

export const need = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('publication'), publication, brandId: id, title: z.string(), accountHandle: z.string(), dueWall: wallTime.nullable() }),
  z.object({ kind: z.literal('account'), accountId: id, brandId: id, network: networkId, handle: z.string(), problem: z.enum(['signed-out', 'expiring', 'disconnected']), expiresAt: millis.nullable(), waiting: z.number().int() }),
]);
export type Need = z.infer<typeof need>;

export const recentPost = z.object({
  publicationId: id, postId: id, title: z.string(), network: networkId, publishedAt: millis, thumbHash: z.string().nullable(),
  likes: z.number().nullable(), reposts: z.number().nullable(), replies: z.number().nullable(), views: z.number().nullable(),
});
export type RecentPost = z.infer<typeof recentPost>;

/** A post as it stands on its network, or as it shall stand there. Pictures stay as they are, in their order. */
export const editedPost = z.object({
  parts: z.array(z.object({ text, alts: z.array(z.string().max(5_000)).max(35) })).min(1).max(51), options: z.record(z.string(), z.json()),
});
export type EditedPost = z.infer<typeof editedPost>;

/** What of a post that is out can be changed where it is. */
export const editOffer = z.object({
  now: editedPost, media: z.array(z.array(id)), text: z.boolean(), altText: z.boolean(), options: z.array(z.string()),
  /** A change that the network gave no answer to. */
  unsure: editedPost.nullable(),
});
export type EditOffer = z.infer<typeof editOffer>;

export const publishing = {
  status: oc.output(publisherStatus),
  /** Stops everything that has not been committed, at once, and stays so over a restart. */
  pauseAll: oc.output(publisherStatus),
  resumeAll: oc.output(publisherStatus),
  /** Everything the detail panel shows. */
  publication: oc.input(z.object({ id })).output(resultOf(z.object({
    publication, title: z.string(), accountHandle: z.string(), brandId: id, activity: z.array(activityEntry), siblings: z.array(publication),
    metrics: z.array(z.object({ at: millis, likes: z.number().nullable(), reposts: z.number().nullable(), replies: z.number().nullable(), quotes: z.number().nullable(), views: z.number().nullable() })),
    /** Null where it is not out, or where nothing of it can be changed. */
    edit: editOffer.nullable(),
  }))),
  /** Looks on the network for an unconfirmed post, now. */
  lookNow: oc.input(z.object({ id })).output(resultOf(publication)),
  /** The person's word on an unconfirmed one. */
  decide: oc.input(z.object({ id, decision: z.enum(['it-is-there', 'send-it', 'do-not-send']), permalink: z.string().max(4000).optional() })).output(resultOf(publication)),
  missed: oc.input(z.object({ id, decision: z.enum(['now', 'slot', 'skip']) })).output(resultOf(publication)),
  retry: oc.input(z.object({ id })).output(resultOf(publication)),
  /** Deletes the live post on its network. */
  removeFromNetwork: oc.input(z.object({ id })).output(resultOf(publication)),
  /** Changes the live post on its network. */
  editOnNetwork: oc.input(editedPost.extend({ id })).output(resultOf(publication)),
  readMetrics: oc.input(z.object({ brandId: id })).output(resultOf(z.object({ read: z.number().int() }))),
  today: oc.input(z.object({ brandId: id.nullable() })).output(z.object({
    now: millis, dayFrom: millis, dayTo: millis, goingOut: z.array(chip), needs: z.array(need), recent: z.array(recentPost),
    brands: z.array(z.object({ brandId: id, needs: z.number().int(), today: z.number().int() })),
  })),
  /** What went out last, further back than Today shows at first. `limit` counts publications, and a post may have several. */
  recent: oc.input(z.object({ brandId: id.nullable(), limit: z.number().int().min(1).max(500) })).output(z.array(recentPost)),
  activity: oc.input(z.object({ brandId: id.nullable(), before: millis.optional(), limit: z.number().int().min(1).max(500).default(100) })).output(z.array(activityEntry)),
};
