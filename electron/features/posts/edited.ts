import type { Id } from '#core/ids';
import { titleOf } from '#core/text';
import type { EditKeeper } from '../publishing/edit';
import type { PostsDeps } from './posts-deps';
import { keepRevision } from './save';
import { snapshotOf } from './snapshot';

/** A post that was changed where it is published: what it said stays among its versions, and what it says now is the newest. */
export function createEditKeeper(deps: Pick<PostsDeps, 'clock' | 'newId' | 'transaction' | 'posts' | 'publications' | 'revisions'>): EditKeeper {
  const of = (publicationId: Id) => {
    const row = deps.publications.byIds([publicationId])[0];
    const post = row === undefined ? null : deps.posts.byId(row.postId);
    return row === undefined || post === null ? null : { row, post, live: deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null) };
  };
  return {
    before: (publicationId) => {
      deps.transaction(() => {
        const found = of(publicationId);
        if (found !== null) keepRevision(deps, found.post.id, 'typing', snapshotOf(found.post, found.live), deps.clock.now());
      });
    },
    after: (publicationId, content) => {
      deps.transaction(() => {
        const found = of(publicationId);
        if (found === null) return;
        const now = deps.clock.now();
        const { row, post, live } = found;
        // The only one of its post takes the base with it, so that lists and the search say what is out there.
        const alone = live.length === 1 && row.text === null;
        deps.publications.patch(row.id, { ...content, ...(alone ? { text: null, media: row.media === null ? null : content.media } : {}) }, now);
        if (alone) deps.posts.update(post.id, { text: content.text, media: row.media === null ? content.media : post.media, title: titleOf(content.text), version: post.version + 1, updatedAt: now });
        const after = deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null);
        const said = deps.posts.byId(post.id) ?? post;
        deps.revisions.add({ id: deps.newId(), postId: post.id, at: now, reason: 'edited', snapshot: snapshotOf(said, after) });
      });
    },
  };
}
