import { z } from 'zod';
import type { Millis } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import type { Effect } from '../http/outcome';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';

export interface XrpcAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly retryAt: Millis | null;
  readonly log: NetworkAnswer;
  /** Takes secrets out of the server's words. */
  readonly redact: (text: string) => string;
}

const xrpcError = z.object({ error: z.string().max(200), message: z.string().max(2_000).default('') });
const SILENT_LIMIT: Millis = 5 * 60_000;

/** The account itself was switched off or taken down: a new login changes nothing. */
export const isAccountClosed = (name: string | null): boolean => name === 'AccountDeactivated' || name === 'AccountTakedown' || name === 'AccountSuspended';

/** The error's own name, or null where the answer is none. */
export function errorName(answer: Pick<XrpcAnswer, 'status' | 'json'>): string | null {
  const said = answer.status >= 400 ? xrpcError.safeParse(answer.json) : null;
  return said?.success === true ? said.data.error : null;
}

/**
 * Errors of a PDS. A dead token is 400 InvalidToken or ExpiredToken, not 401; an account that was taken down or switched off
 * is 401 with a name of its own. Seen on PDS 0.5.35, 2026-11-21.
 */
export function answerError(answer: XrpcAnswer, effect: Effect, now: Millis): ConnectorError | null {
  if (answer.status < 400) return null;
  const said = xrpcError.safeParse(answer.json);
  const name = said.success ? said.data.error : '';
  const words = said.success ? said.data.message || name : `HTTP ${answer.status}`;
  const detail = answer.redact(words).slice(0, 500);
  const { log } = answer;
  if (answer.status === 429) return { type: 'rate-limited', retryAt: answer.retryAt ?? now + SILENT_LIMIT, answer: log };
  if (isAccountClosed(name)) return { type: 'rejected', reason: 'forbidden', detail, answer: log };
  if (answer.status === 401 || name === 'InvalidToken' || name === 'ExpiredToken') return { type: 'reauth', answer: log };
  if (answer.status === 408 || answer.status >= 500) return { type: effect === 'commits' ? 'unknown' : 'unavailable', detail: said.success ? `HTTP ${answer.status}: ${detail}` : detail, answer: log };
  return { type: 'rejected', reason: reasonOf(answer.status, name, words), detail, answer: log };
}

function reasonOf(status: number, name: string, detail: string): RejectReason {
  if (status === 413 || name === 'BlobTooLarge' || name === 'InvalidMimeType') return 'media-invalid';
  if (status === 403) return 'forbidden';
  if (status === 404 || name === 'RecordNotFound' || name === 'RepoNotFound') return 'not-found';
  // The lexicon validator's own words, as seen: "grapheme too big (maximum 300, got 301) at $.record.text".
  if (detail.includes('too big') && detail.includes('record.text')) return 'too-long';
  return name === 'InvalidRequest' || name === 'InvalidSwap' ? 'invalid' : 'other';
}
