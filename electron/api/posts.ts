import type { Mentions } from '../features/posts/mentions';
import type { Posts } from '../features/posts/posts';
import { os } from './os';

export function createPostsApi({ posts, mentions }: { readonly posts: Posts; readonly mentions: Mentions }) {
  return {
    get: os.posts.get.handler(({ input }) => posts.get(input.id)),
    create: os.posts.create.handler(({ input }) => posts.create(input)),
    save: os.posts.save.handler(({ input }) => posts.save(input)),
    unresolvedMentions: os.posts.unresolvedMentions.handler(({ input }) => mentions.unresolved(input)),
    drafts: os.posts.drafts.handler(({ input }) => posts.drafts(input)),
    revisions: os.posts.revisions.handler(({ input }) => posts.revisions(input.postId)),
    revision: os.posts.revision.handler(({ input }) => posts.revision(input.id)),
    restoreRevision: os.posts.restoreRevision.handler(({ input }) => posts.restoreRevision(input.id)),
    duplicate: os.posts.duplicate.handler(({ input }) => posts.duplicate(input.id)),
    remove: os.posts.remove.handler(({ input }) => posts.remove(input.ids)),
    bin: os.posts.bin.handler(({ input }) => posts.bin(input)),
    deleteForGood: os.posts.deleteForGood.handler(({ input }) => posts.deleteForGood(input.ids)),
    emptyBin: os.posts.emptyBin.handler(({ input }) => posts.emptyBin(input.brandId)),
    discard: os.posts.discard.handler(({ input }) => posts.discard(input)),
    restore: os.posts.restore.handler(({ input }) => posts.restore(input.ids)),
  };
}
