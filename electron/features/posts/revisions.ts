import type { Post, Revision } from '#core/contract/posts';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { graphemeCount, titleOf } from '#core/text';
import type { PostsDeps } from './posts-deps';
import { readPost } from './read-post';
import { keepRevision } from './save';
import { snapshotOf } from './snapshot';
import { writeContent } from './write-content';

const SHOWN = 1_000;

export interface RevisionDetail {
  readonly revision: Revision;
  readonly text: string;
  readonly publications: { accountId: Id; text: string | null }[];
}

export function createRevisions(deps: PostsDeps) {
  return {
    revisions: (postId: Id): Revision[] =>
      deps.revisions.list(postId, SHOWN).map(({ id, at, reason, opening, characters }) => ({ id, at, reason, title: titleOf(opening), characters })),

    revision: (id: Id): AppResult<RevisionDetail> => {
      const row = deps.revisions.byId(id);
      if (row === null) return err(appError('not-found'));
      const { text, publications } = row.snapshot;
      return ok({
        revision: { id: row.id, at: row.at, reason: row.reason, title: titleOf(text), characters: graphemeCount(text) },
        text, publications: publications.map((one) => ({ accountId: one.accountId, text: one.text })),
      });
    },

    /** Makes the post say again what it said then. What it says now is a revision already, so this too can be taken back. */
    restoreRevision: (id: Id): AppResult<Post> => {
      const now = deps.clock.now();
      let touchedPlan = false;
      const result = deps.transaction((): AppResult<Post> => {
        const revision = deps.revisions.byId(id);
        const post = revision === null ? null : deps.posts.byId(revision.postId);
        if (revision === null || post === null || post.deletedAt !== null) return err(appError('not-found'));
        const live = deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null);
        keepRevision(deps, post.id, 'typing', snapshotOf(post, live), now);
        // An account that has gone since cannot come back with the words; one that is still there keeps its place.
        const present = new Set(live.map(({ accountId }) => accountId));
        const publications = revision.snapshot.publications.filter(({ accountId }) => present.has(accountId) || deps.account(accountId)?.deletedAt === null);
        const written = writeContent(deps, post, { text: revision.snapshot.text, media: revision.snapshot.media, publications }, now);
        touchedPlan = written.touchedPlan;
        const restored = deps.posts.byId(post.id) ?? post;
        if (written.changed) {
          const after = deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null);
          deps.revisions.add({ id: deps.newId(), postId: post.id, at: now, reason: 'restore', snapshot: snapshotOf(restored, after) });
        }
        return ok(readPost(deps, restored));
      });
      if (result.ok) deps.changes.changed('posts', 'calendar', 'publishing');
      if (touchedPlan) deps.publisherWake();
      return result;
    },
  };
}
