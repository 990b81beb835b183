import { ok } from '#core/result';
import type { DestinationPort } from '../ports/reading';
import { placeAnswer } from './api-types';
import type { PinterestClient } from './client';

/** A thousand boards, or sections of one board. */
const MAX_PAGES = 4;

/** Boards, and the sections of one board. */
export function createDestinationPort(client: PinterestClient): DestinationPort {
  const path = (parent: string | null): string => (parent === null ? '/boards' : `/boards/${encodeURIComponent(parent)}/sections`);
  return {
    list: async (session, parent, signal) => {
      const places = await client.all(session, path(parent), placeAnswer, MAX_PAGES, signal);
      return places.ok ? ok(places.value.items) : places;
    },
    create: (session, parent, name, signal) =>
      // A lost answer is looked up by a person: the list shows whether it is there.
      client.read(session, { method: 'POST', path: path(parent), json: { name }, effect: 'commits', signal }, placeAnswer),
  };
}
