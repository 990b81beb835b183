import type { Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { plannedFields } from '../planning/schedule';
import { takeOffPlan } from '../planning/move';
import { mayApply, wakeFor } from '../planning/planning-deps';
import type { PostsDeps } from './posts-deps';
import type { PostRow, PublicationRow } from './rows';

const EVERYTHING = 1_000_000;

/** A network may have it, or may still be asked about it: forgetting it now could mean a post nobody knows of. */
const isInTheAir = ({ state, nativeRef }: PublicationRow): boolean => state === 'publishing' || state === 'unconfirmed' || (nativeRef !== null && state !== 'published');

/** Into the bin and out of it again, and away for good when a person says so. Nothing leaves the bin by its age. */
export function createBin(deps: PostsDeps) {
  function toBin(id: Id, now: Millis): void {
    const publications = deps.publications.ofPost(id);
    const post = deps.posts.byId(id);
    if (post === null) return;
    // Publications that go with their post carry its instant, and those a save took away earlier another one.
    const at = publications.reduce((latest, { deletedAt }) => Math.max(latest, (deletedAt ?? 0) + 1), now);
    let wasScheduled = false;
    for (const publication of publications) {
      if (publication.deletedAt !== null) continue;
      if (publication.state === 'scheduled') {
        wasScheduled = true;
        takeOffPlan(deps, publication, now);
      } else if (publication.state === 'publishing' && mayApply('cancel')(publication)) {
        deps.publications.apply(publication.id, 'cancel', { wakeAt: wakeFor(publication, null, now) }, now);
      }
      deps.publications.patch(publication.id, { deletedAt: at }, now);
    }
    deps.posts.update(id, { ...(wasScheduled ? plannedFields(null) : {}), deletedAt: at, updatedAt: now });
    deps.activity({ code: 'post-deleted', brandId: post.brandId, postId: id });
  }

  /** In one transaction; only what lies in the bin. */
  function deleteForGood(wanted: () => readonly PostRow[]): AppResult<{ readonly deleted: number; readonly kept: number }> {
    const result = deps.transaction((): AppResult<{ readonly deleted: number; readonly kept: number }> => {
      const inBin = wanted().filter(({ deletedAt }) => deletedAt !== null);
      if (inBin.length === 0) return err(appError('not-found'));
      const held = new Set(deps.publications.ofPosts(inBin.map(({ id }) => id)).filter(isInTheAir).map(({ postId }) => postId));
      const going = inBin.filter(({ id }) => !held.has(id));
      deps.posts.deleteForGood(going.map(({ id }) => id));
      for (const { id, brandId } of going) deps.activity({ code: 'post-deleted-for-good', brandId, postId: id });
      return ok({ deleted: going.length, kept: inBin.length - going.length });
    });
    if (result.ok) deps.changes.changed('posts', 'calendar', 'activity', 'data');
    return result;
  }

  return {
    deleteForGood: (ids: readonly Id[]) => deleteForGood(() => deps.posts.byIds([...new Set(ids)])),
    emptyBin: (brandId: Id | null) => deleteForGood(() => deps.posts.byIds(deps.posts.inBin({ brandId, contains: null, limit: EVERYTHING }).map(({ id }) => id))),

    discard: ({ id, version }: { readonly id: Id; readonly version: number }): AppResult<null> => {
      const result = deps.transaction((): AppResult<null> => {
        const post = deps.posts.byId(id);
        if (post === null || post.deletedAt !== null || post.version !== version || !isAsMade(post, deps.publications.ofPost(id)) || deps.labels.ofPosts([id]).has(id)) return err(appError('not-allowed-now'));
        deps.posts.forget(id);
        return ok(null);
      });
      if (result.ok) deps.changes.changed('posts', 'calendar', 'activity');
      return result;
    },

    remove: (ids: readonly Id[]): AppResult<{ readonly undoId: Id }> => {
      const now = deps.clock.now();
      const result = deps.transaction((): AppResult<{ readonly undoId: Id }> => {
        const there = deps.posts.byIds([...new Set(ids)]).filter(({ deletedAt }) => deletedAt === null);
        if (there.length === 0) return err(appError('not-found'));
        const found = there.map(({ id }) => id);
        return ok({ undoId: deps.journal.record('remove', found, () => { for (const id of found) toBin(id, now); }) });
      });
      if (result.ok) {
        deps.changes.changed('posts', 'calendar', 'publishing', 'activity');
        deps.publisherWake();
      }
      return result;
    },

    restore: (ids: readonly Id[]): AppResult<null> => {
      const now = deps.clock.now();
      const result = deps.transaction((): AppResult<null> => {
        const there = deps.posts.byIds([...new Set(ids)]).filter(({ deletedAt }) => deletedAt !== null);
        if (there.length === 0) return err(appError('not-found'));
        for (const post of there) {
          for (const publication of deps.publications.ofPost(post.id)) {
            if (publication.deletedAt === post.deletedAt) deps.publications.patch(publication.id, { deletedAt: null }, now);
          }
          deps.posts.update(post.id, { deletedAt: null, updatedAt: now });
          deps.activity({ code: 'post-restored', brandId: post.brandId, postId: post.id });
        }
        return ok(null);
      });
      if (result.ok) {
        deps.changes.changed('posts', 'calendar', 'publishing', 'activity');
        deps.publisherWake();
      }
      return result;
    },
  };
}

/** Nothing was ever written, brought in, planned or sent. */
const isAsMade = (post: PostRow, publications: readonly PublicationRow[]): boolean =>
  post.version === 1 && post.updatedAt === post.createdAt && post.text === '' && post.media.length === 0
  && publications.every(({ state, text, media, thread, attemptCount, committedAt }) => state === 'draft' && text === null && media === null && thread.length === 0 && attemptCount === 0 && committedAt === null);
