import { z } from 'zod';
import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';

const errorAnswer = z.object({ error: z.string(), error_description: z.string().nullish().catch(null) });

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  // A redirect that the http core did not follow: whoever answered was not the API.
  if (answer.status < 400) {
    return { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: `HTTP ${answer.status}`, answer: answer.log };
  }
  // snac's way of saying that a token is dead (2.96, seen 2026-11-21). Every other server says why in JSON.
  if (answer.status === 422 && answer.text.trim() === '') return { type: 'reauth', answer: answer.log };
  const said = errorAnswer.safeParse(answer.json);
  const detail = said.success ? [said.data.error, said.data.error_description].filter((part) => part !== null && part !== undefined && part !== '').join(': ') : `HTTP ${answer.status}`;
  return { type: 'rejected', reason: reasonOf(answer.status, detail), detail: answer.redact(detail).slice(0, 500), answer: answer.log };
}

/** Mastodon gives no codes, so 422 is told apart by its English words; we ask for English. */
function reasonOf(status: number, detail: string): RejectReason {
  switch (status) {
    case 403: return 'forbidden';
    case 404:
    case 410: return 'not-found';
    case 413:
    case 415: return 'media-invalid';
    case 400:
    case 422: break;
    default: return 'other';
  }
  const words = detail.toLowerCase();
  if (/character limit|too long|exceeds the (character|maximum)/.test(words)) return 'too-long';
  if (/duplicate|already been taken/.test(words)) return 'duplicate';
  if (/media|\bfile\b|image|video|attach|content.?type/.test(words)) return 'media-invalid';
  return 'invalid';
}
