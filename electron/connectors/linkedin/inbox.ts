import { z } from 'zod';
import type { Millis } from '#core/clock';
import { ok } from '#core/result';
import type { InboxPort, RemoteComment } from '../ports/reading';
import type { LinkedinClient } from './client';
import { commentsPath } from './paths';
import { isOrganisation, isPostUrn } from './urn';

/** Posts whose comments are looked through. Each is one of a hundred calls a day, so they are few. */
const POSTS = 5;
const COMMENTS = 50;

const posts = z.object({ elements: z.array(z.object({ id: z.string() })) });
const commented = z.object({
  elements: z.array(z.object({
    id: z.union([z.string(), z.number()]).transform(String), actor: z.string().catch(''), commentUrn: z.string().nullish().catch(null),
    message: z.object({ text: z.string().max(20_000) }), created: z.object({ time: z.number() }),
  })),
});

/** Comments on a company page's newest posts. A member's app may read none. LinkedIn names people by their URN alone. The cursor is the newest moment seen, UTC ms. */
export function createInboxPort(client: LinkedinClient, web: string): InboxPort {
  return {
    list: async (session, since, signal) => {
      if (!isOrganisation(session.remoteId)) return ok({ items: [], cursor: since });
      const from: Millis = since !== null && /^\d{1,15}$/.test(since) ? Number(since) : -Infinity;
      const own = await client.read(session, { method: 'GET', path: `/rest/posts?q=author&author=${encodeURIComponent(session.remoteId)}&start=0&count=${POSTS}&sortBy=CREATED`, headers: { 'x-restli-method': 'FINDER' }, effect: 'reads', signal }, posts);
      if (!own.ok) return own;
      const items: RemoteComment[] = [];
      for (const { id: post } of own.value.elements.filter(({ id }) => isPostUrn(id))) {
        const read = await client.read(session, { method: 'GET', path: `${commentsPath(post)}?start=0&count=${COMMENTS}`, effect: 'reads', signal }, commented);
        // A post without comments, or one that is gone meanwhile.
        if (!read.ok && read.error.type === 'rejected' && read.error.reason === 'not-found') continue;
        if (!read.ok) return read;
        for (const { id, actor, commentUrn, message, created } of read.value.elements) {
          if (actor === session.remoteId || created.time <= from) continue;
          items.push({ remoteId: commentUrn ?? id, kind: 'comment', postRemoteId: post, authorHandle: actor, authorName: '', text: message.text, at: created.time, permalink: `${web}/feed/update/${post}/` });
        }
      }
      const all = items.toSorted((a, b) => b.at - a.at);
      const newest = all[0]?.at;
      return ok({ items: all, cursor: newest === undefined ? since : String(newest) });
    },
  };
}
