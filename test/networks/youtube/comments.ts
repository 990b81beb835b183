import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import { type Answer, type Channel, commentShape, refused, type StoredComment } from './answers';

/** Comments under the channel's videos: the channel answers and hides all, and deletes its own. */
export function createComments(clock: Clock, channel: Channel) {
  const all: StoredComment[] = [];
  const listOf = (id: unknown): StoredComment[] | undefined => [all, ...all.map(({ replies }) => replies)].find((list) => list.some((one) => one.id === id));
  const missing = (): Answer => refused(404, 'commentNotFound', 'One or more of the comments cannot be found.', 'youtube.comment');
  return {
    all,
    reply(snippet: Readonly<Record<string, unknown>>): Answer {
      const parent = all.find(({ id }) => id === snippet['parentId']);
      if (parent === undefined) return refused(404, 'parentCommentNotFound', 'The specified parent comment could not be found.', 'youtube.comment');
      const text = String(snippet['textOriginal'] ?? '');
      if (text.trim() === '') return refused(400, 'commentTextRequired', 'The comment text is required.', 'youtube.comment');
      const made: StoredComment = { id: `${parent.id}.${randomBytes(8).toString('base64url')}`, videoId: parent.videoId, author: { id: channel.id, name: `@${channel.handle}` }, text, at: clock.now(), replies: [] };
      parent.replies.push(made);
      return { status: 200, body: commentShape(made) };
    },
    moderate(id: string | null, to: string | null): Answer {
      const comment = listOf(id)?.find((one) => one.id === id);
      if (comment === undefined) return missing();
      comment.hidden = to !== 'published';
      return { status: 204 };
    },
    remove(id: string | null): Answer {
      const list = listOf(id);
      const at = list?.findIndex((one) => one.id === id) ?? -1;
      if (list === undefined || at < 0) return missing();
      if (list[at]?.author.id !== channel.id) return refused(403, 'forbidden', 'The comment cannot be deleted because of insufficient permissions.', 'youtube.comment');
      list.splice(at, 1);
      return { status: 204 };
    },
  };
}
