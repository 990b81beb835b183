import { err, ok } from '#core/result';
import type { EditPort } from '../ports/edit';
import type { LinkedinClient } from './client';
import { toLittleText } from './little-text';
import { postPath } from './paths';
import { isPostUrn } from './urn';

/** PARTIAL_UPDATE of the commentary; pictures, cards and polls stay as they are. Sending the same words again changes nothing more. */
export function createEditPort(client: LinkedinClient): EditPort {
  return {
    altText: false,
    options: [],
    apply: async ({ session, remoteId, after: { parts }, signal }) => {
      const [part, ...more] = parts;
      if (part === undefined || more.length > 0) return err({ type: 'rejected', reason: 'invalid', detail: 'LinkedIn has no threads' });
      if (!isPostUrn(remoteId)) return err({ type: 'rejected', reason: 'not-found', detail: 'LinkedIn did not say what this post is called' });
      const json = { patch: { $set: { commentary: toLittleText(part.text) } } };
      const answer = await client.call(session, { method: 'POST', path: postPath(remoteId), json, headers: { 'x-restli-method': 'PARTIAL_UPDATE' }, effect: 'commits', signal });
      return answer.ok ? ok(null) : answer;
    },
  };
}
