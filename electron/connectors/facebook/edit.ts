import { err, ok } from '#core/result';
import type { EditPort } from '../ports/edit';
import { doneAnswer } from './api-types';
import type { FacebookClient } from './client';
import { postPath } from './read-post';

/** POST /{post} with `message` (Pages API, posts; specs v25.0, checked 2026-11-21). The same words again change nothing more. */
export function createEditPort(client: FacebookClient): EditPort {
  return {
    altText: false,
    options: [],
    apply: async ({ session, remoteId, after: { parts }, signal }) => {
      const [part, ...more] = parts;
      if (part === undefined || more.length > 0) return err({ type: 'rejected', reason: 'invalid', detail: 'Facebook has no threads' });
      // A video or a Reel is known by a number of its own; of changing what is said about one the specs have nothing.
      if (!/^\d+_\d+$/.test(remoteId)) return err({ type: 'rejected', reason: 'invalid', detail: 'Facebook lets an app change the words of posts, not of videos, Reels and Stories' });
      const answer = await client.read(session, { method: 'POST', path: postPath(remoteId), fields: { message: part.text }, effect: 'commits', signal }, doneAnswer);
      return answer.ok ? ok(null) : answer;
    },
  };
}
