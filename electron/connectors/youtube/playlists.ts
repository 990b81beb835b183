import { ok } from '#core/result';
import type { Destination, DestinationPort } from '../ports/reading';
import { playlist, playlistList } from './api-types';
import type { YoutubeClient } from './client';

const PAGE = 50;
/** Five hundred playlists. */
const MAX_PAGES = 10;

/** The channel's own playlists. */
export function createDestinationPort(client: YoutubeClient): DestinationPort {
  const named = ({ id, snippet }: ReturnType<typeof playlist.parse>): Destination => ({ id, name: snippet.title === '' ? id : snippet.title });
  return {
    list: async (session, parent, signal) => {
      const all: Destination[] = [];
      // Nothing lies within a playlist that a video could go to.
      if (parent !== null) return ok(all);
      let next: string | null = null;
      for (let n = 0; n < MAX_PAGES; n += 1) {
        const query: Record<string, string> = { part: 'snippet', mine: 'true', maxResults: String(PAGE), ...(next === null ? {} : { pageToken: next }) };
        const page = await client.read(session, { method: 'GET', path: '/playlists', query, effect: 'reads', cost: 1, signal }, playlistList);
        if (!page.ok) return page;
        all.push(...page.value.items.map(named));
        next = page.value.next;
        if (next === null) break;
      }
      return ok(all);
    },
    create: async (session, _parent, name, signal) => {
      const json = { snippet: { title: name }, status: { privacyStatus: 'public' } };
      // A lost answer is looked up by a person: the list shows whether it is there.
      const made = await client.read(session, { method: 'POST', path: '/playlists', query: { part: 'snippet,status' }, json, effect: 'commits', cost: 50, signal }, playlist);
      return made.ok ? ok(named(made.value)) : made;
    },
  };
}
