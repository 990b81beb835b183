import type { Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { plannedFields } from '../planning/schedule';
import { takeOffPlan } from '../planning/move';
import { mayApply, wakeFor } from '../planning/planning-deps';
import type { PostsDeps } from './posts-deps';

/** Into the bin and out of it again. Nothing here is ever deleted for good. */
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

  return {
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
