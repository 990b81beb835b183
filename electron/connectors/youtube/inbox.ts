import { ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { InboxPort, RemoteComment } from '../ports/reading';
import { type CommentAnswer, commentAnswer, threadList } from './api-types';
import type { YoutubeBases } from './bases';
import type { YoutubeClient } from './client';

const INBOX_PAGE = 100;
const INBOX_PAGES = 5;

/** Comments on the channel's videos, and the answers to them that YouTube gives along; the channel's own are left out. */
export function createInboxPort(client: YoutubeClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const items: RemoteComment[] = [];
      const known = Date.parse(since ?? '');
      const from = Number.isNaN(known) ? Number.NEGATIVE_INFINITY : known;
      let newest = from;
      let next: string | null = null;
      for (let n = 0; n < INBOX_PAGES; n += 1) {
        const query: Record<string, string> = { part: 'snippet,replies', allThreadsRelatedToChannelId: session.remoteId, order: 'time', textFormat: 'plainText', maxResults: String(INBOX_PAGE), ...(next === null ? {} : { pageToken: next }) };
        const page = await client.read(session, { method: 'GET', path: '/commentThreads', query, effect: 'reads', cost: 1, signal }, threadList);
        if (!page.ok) return page;
        const threads = page.value.items;
        for (const { snippet, replies } of threads) {
          for (const comment of [snippet.topLevelComment, ...(replies?.comments ?? [])]) {
            const at = comment.snippet.publishedAt;
            newest = Math.max(newest, at);
            if (at > from && comment.snippet.authorChannelId?.value !== session.remoteId) items.push(toComment(comment, snippet.videoId ?? null, client.bases));
          }
        }
        next = page.value.next;
        // The first time one page of the past is enough, and later one that reaches back to the last look.
        const oldest = threads.at(-1)?.snippet.topLevelComment.snippet.publishedAt ?? from;
        if (next === null || since === null || oldest <= from) break;
      }
      return ok({ items, cursor: Number.isFinite(newest) ? new Date(newest).toISOString() : since });
    },
    reply: async (session, remoteId, text, signal) => {
      const json = { snippet: { parentId: threadOf(remoteId), textOriginal: text } };
      const made = await client.read(session, { method: 'POST', path: '/comments', query: { part: 'snippet' }, json, effect: 'commits', cost: 50, signal }, commentAnswer);
      return made.ok ? ok(made.value.id) : made;
    },
    // A rejected comment is hidden from everybody; what answers it goes with it.
    hide: async (session, id, hidden, signal) => {
      const query = { id, moderationStatus: hidden ? 'rejected' : 'published' };
      const done = await client.call(session, { method: 'POST', path: '/comments/setModerationStatus', query, effect: 'reads', cost: 50, signal });
      return done.ok ? ok(null) : done;
    },
    // Only its author may delete a comment; the channel can hide the others.
    remove: async (session, id, signal) => {
      const gone = await client.call(session, { method: 'DELETE', path: '/comments', query: { id }, effect: 'reads', cost: 50, signal });
      return gone.ok || isGone(gone.error) ? ok(null) : gone;
    },
  };
}

function toComment({ id, snippet }: CommentAnswer, videoId: string | null, { web }: YoutubeBases): RemoteComment {
  const video = videoId ?? snippet.videoId ?? null;
  const name = snippet.authorDisplayName;
  return {
    remoteId: id, kind: 'comment', postRemoteId: video, authorHandle: name.replace(/^@/, ''), authorName: name, text: snippet.textOriginal || snippet.textDisplay, at: snippet.publishedAt,
    permalink: video === null ? null : `${web}/watch?v=${video}&lc=${encodeURIComponent(id)}`,
  };
}

/** An answer's id names its thread before the dot, and nothing can be said under an answer itself: not in the document, so not confirmed. */
const threadOf = (id: string): string => id.split('.')[0] ?? id;
