import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { MediaUse, PublicationContent } from '#core/posts/content';
import { isEditable } from '#core/posts/states';
import { titleOf } from '#core/text';
import { takeOffPlan } from '../planning/move';
import { wakeFor, withoutPreparation } from '../planning/planning-deps';
import type { PostsDeps } from './posts-deps';
import type { PostRow, PublicationPatch, PublicationRow } from './rows';
import { isSame, snapshotOf } from './snapshot';

/** The whole editable content of a post. */
export interface Content {
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly publications: readonly (PublicationContent & { readonly accountId: Id })[];
}
export interface Written {
  readonly changed: boolean;
  /** Something that waits to be sent says something else now, or was taken away. */
  readonly touchedPlan: boolean;
}

const contentOf = ({ text, media, thread, options }: PublicationContent): PublicationContent => ({ text, media, thread, options });

/** A publication that the network has, or may have, is history; one that was never sent may go. */
const isRemovable = (publication: PublicationRow): boolean => publication.committedAt === null && isEditable(publication.state);

/**
 * Makes the stored post say this, and nothing else: publications are matched by account, new ones begin as drafts,
 * those not named are taken away while nothing of them can be public. What was sent keeps what it said.
 * Call inside a transaction.
 */
export function writeContent(deps: PostsDeps, post: PostRow, content: Content, now: Millis): Written {
  const all = deps.publications.ofPost(post.id);
  const live = all.filter(({ deletedAt }) => deletedAt === null);
  const before = snapshotOf(post, live);
  const baseChanged = post.text !== content.text || !isSame(post.media, content.media);
  const wanted = new Map(content.publications.map((one) => [one.accountId, one]));
  let touchedPlan = false;

  for (const publication of live) {
    const own = wanted.get(publication.accountId);
    wanted.delete(publication.accountId);
    if (!isEditable(publication.state)) {
      if (baseChanged) pin(publication);
      continue;
    }
    if (own === undefined) {
      if (!isRemovable(publication)) {
        if (baseChanged) pin(publication);
        continue;
      }
      if (publication.state !== 'draft') touchedPlan = true;
      takeOffPlan(deps, publication, now);
      deps.publications.patch(publication.id, { deletedAt: now }, now);
      continue;
    }
    const saysSomethingElse = !isSame(contentOf(own), contentOf(publication));
    const followsBase = own.text === null || own.media === null;
    if (!saysSomethingElse && !(baseChanged && followsBase)) continue;
    const fresh = refreshed(publication);
    if (publication.state === 'scheduled') touchedPlan = true;
    if (saysSomethingElse || Object.keys(fresh).length > 0) deps.publications.patch(publication.id, { ...(saysSomethingElse ? contentOf(own) : {}), ...fresh }, now);
  }
  for (const own of wanted.values()) add(own);

  const after = snapshotOf(content, deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null));
  const changed = !isSame(before, after);
  if (changed) deps.posts.update(post.id, { text: content.text, media: content.media, title: titleOf(content.text), version: post.version + 1, updatedAt: now });
  return { changed, touchedPlan };

  /** It shows what the base said when it was sent, and the base is about to say something else. */
  function pin(publication: PublicationRow): void {
    if (publication.text !== null && publication.media !== null) return;
    deps.publications.patch(publication.id, { text: publication.text ?? post.text, media: publication.media ?? post.media }, now);
  }

  /** What was prepared for the old words is worthless, and a network that keeps the old words must be told. */
  function refreshed(publication: PublicationRow): PublicationPatch {
    const worthless = publication.preparedAt === null && Object.keys(publication.saved).length === 0 ? {} : withoutPreparation(publication);
    const wakes = publication.nativeRef !== null || (publication.state === 'scheduled' && Object.keys(worthless).length > 0);
    return { ...worthless, ...(wakes ? { wakeAt: wakeFor(publication, publication.dueAt, now) } : {}) };
  }

  function add(own: PublicationContent & { readonly accountId: Id }): void {
    // An account taken off and put back again is the same publication, with its history.
    const earlier = all.find(({ accountId, deletedAt }) => accountId === own.accountId && deletedAt !== null);
    if (earlier !== undefined && earlier.committedAt === null && earlier.state === 'draft') {
      deps.publications.patch(earlier.id, { ...contentOf(own), deletedAt: null }, now);
      return;
    }
    const account = deps.account(own.accountId);
    if (account === null) throw new Error('The account was checked before');
    deps.publications.insert(newPublication({ id: deps.newId(), post, accountId: own.accountId, network: account.network, content: contentOf(own), now }));
  }
}

export const newPublication = ({ id, post, accountId, network, content, now }: {
  readonly id: Id; readonly post: Pick<PostRow, 'id' | 'brandId'>; readonly accountId: Id; readonly network: NetworkId; readonly content: PublicationContent; readonly now: Millis;
}): PublicationRow => ({
  id, postId: post.id, brandId: post.brandId, accountId, network, state: 'draft', stateSince: now, ...content,
  dueWall: null, dueZone: null, dueAt: null, wakeAt: null, remoteKey: null, saved: {}, committedAt: null, attemptCount: 0, preparedAt: null, nativeRef: null,
  remoteId: null, permalink: null, publishedAt: null, verifiedAt: null, goneAt: null, problemCode: null, problemDetail: null, createdAt: now, updatedAt: now, deletedAt: null,
});
