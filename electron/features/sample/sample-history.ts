import type { ActivityCode } from '#core/activity';
import { MINUTE, SECOND, type Millis } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { PublicationRow } from '../posts/rows';

export interface HistoryLine {
  readonly at: Millis;
  readonly code: ActivityCode;
  readonly params: JsonObject;
  readonly answer: JsonObject | null;
}

const line = (at: Millis, code: ActivityCode, params: JsonObject = {}, answer: JsonObject | null = null): HistoryLine => ({ at, code, params, answer });
const answer = (request: string, status: number | null, body: string, durationMs: number): JsonObject => ({ request, status, body, durationMs });

/** The log of a sample publication, as the engine would have written it by `now`: a post that needs a person shows how it came to that. */
export function sampleHistory({ state, dueAt }: Pick<PublicationRow, 'state' | 'dueAt'>, now: Millis): readonly HistoryLine[] {
  if (dueAt === null) return [];
  const begun = [line(dueAt, 'due'), line(dueAt + 40, 'attempt-written', { number: 1 })];
  switch (state) {
    case 'published': return [...begun, line(dueAt + 90, 'commit-started'), line(dueAt + 310, 'published', {}, answer('POST /api/posts', 201, '{"id":"…"}', 212)), line(dueAt + 8 * SECOND, 'verified')];
    case 'failed': return [...begun, line(dueAt + 90, 'commit-started'), line(dueAt + 260, 'rejected', { reason: 'media-invalid' }, answer('POST /api/posts', 422, '{"error":"media_invalid","message":"the picture could not be read"}', 168))];
    case 'unconfirmed': return [
      ...begun, line(dueAt + 90, 'commit-started'),
      line(dueAt + 30 * SECOND, 'no-answer', {}, answer('POST /api/posts', null, 'the line broke after the request was sent; 0 bytes came back', 30_002)),
      line(dueAt + MINUTE, 'looked-cannot-tell'), line(dueAt + 6 * MINUTE, 'looked-cannot-tell'), line(dueAt + 6 * MINUTE + SECOND, 'unconfirmed'),
    ];
    case 'missed': return [line(Math.min(dueAt + 26 * 60 * MINUTE, now), 'missed')];
    default: return [];
  }
}
