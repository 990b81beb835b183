import { err, ok } from '#core/result';
import type { EditPort } from '../ports/edit';
import { pinAnswer } from './api-types';
import type { PinterestClient } from './client';
import { altOf, readWords } from './pin';

/**
 * PATCH /pins/{id}: words, link and place of a Pin. The OpenAPI description calls it beta and not open to every app, so it may be refused.
 * All of it is sent each time, so that doing it again changes nothing more.
 */
export function createEditPort(client: PinterestClient): EditPort {
  return {
    altText: true,
    options: ['title', 'link', 'board', 'section'],
    apply: async ({ session, remoteId, after: { parts, options }, signal }) => {
      const read = readWords({ parts: parts.map(({ text }) => ({ text, media: [] })), options, dueAt: 0 });
      if (!read.ok) return read;
      const { text, options: chosen } = read.value;
      // Null takes away what was there.
      const orNone = (words: string): string | null => (words === '' ? null : words);
      const json = {
        board_id: chosen.board, board_section_id: orNone(chosen.section), title: orNone(chosen.title), description: orNone(text), link: orNone(chosen.link), alt_text: orNone(altOf(parts[0]?.alts ?? [])),
      };
      const answer = await client.read(session, { method: 'PATCH', path: `/pins/${encodeURIComponent(remoteId)}`, json, effect: 'commits', signal }, pinAnswer);
      return answer.ok ? ok(null) : err(answer.error);
    },
  };
}
