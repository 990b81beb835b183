import { z } from 'zod';
import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { HttpAnswer } from '../http/http';
import { commonAnswerError, reasonOfStatus, refusal } from '../http/outcome';
import type { Effect } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';

const errorAnswer = z.object({ error: z.string(), error_description: z.string().nullish().catch(null) });

/** Null for an answer that is a success. */
export function answerError(answer: HttpAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  // snac's way of saying that a token is dead (2.96, seen 2026-11-21). Every other server says why in JSON.
  if (answer.status === 422 && answer.text.trim() === '') return { type: 'reauth', answer: answer.log };
  const said = errorAnswer.safeParse(answer.json);
  const detail = said.success ? [said.data.error, said.data.error_description].filter((part) => part !== null && part !== undefined && part !== '').join(': ') : '';
  return refusal(answer, reasonOf(answer.status, detail), detail);
}

/** Mastodon gives no codes, so 422 is told apart by its English words; we ask for English. */
function reasonOf(status: number, detail: string): RejectReason {
  const plain = reasonOfStatus(status);
  if (plain !== null) return plain;
  if (status !== 400 && status !== 422) return 'other';
  const words = detail.toLowerCase();
  // What it has against a poll; "contains duplicate items" there does not mean that the post is out already.
  if (/\boptions\b/.test(words)) return 'invalid';
  if (/character limit|too long|exceeds the (character|maximum)/.test(words)) return 'too-long';
  if (/duplicate|already been taken/.test(words)) return 'duplicate';
  if (/media|\bfile\b|image|video|attach|content.?type/.test(words)) return 'media-invalid';
  return 'invalid';
}
