import { HOUR, type Millis } from '#core/clock';
import { readAllowance, windowOf } from '../http/allowance';
import type { Effect } from '../http/outcome';
import type { FileBody } from '../http/http';
import type { Session } from '../ports/account';
import type { NetworkAnswer } from '../ports/connector-error';
import type { FileSource } from '../ports/publish';

export interface XrpcCall {
  readonly method: 'GET' | 'POST';
  /** `com.atproto.repo.putRecord` */
  readonly name: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly bytes?: { readonly data: Uint8Array; readonly type: string };
  /** Sent as it is read, where the login allows that. */
  readonly file?: { readonly source: FileSource; readonly type: string };
  /** Of the whole call; the http core's own when absent. */
  readonly timeoutMs?: Millis;
  readonly effect: Effect;
  readonly signal: AbortSignal;
  /** Hears the server's own words when `read` succeeds. */
  readonly told?: (answer: NetworkAnswer) => void;
}

export function pathOf(call: XrpcCall): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(call.params ?? {})) for (const one of typeof value === 'string' ? [value] : value) query.append(key, one);
  const text = query.toString();
  return `/xrpc/${call.name}${text === '' ? '' : `?${text}`}`;
}

export const headersOf = (call: XrpcCall): Record<string, string> =>
  call.json !== undefined ? { 'content-type': 'application/json' } : typeOf(call) === undefined ? {} : { 'content-type': typeOf(call) ?? '' };
const typeOf = (call: XrpcCall): string | undefined => call.bytes?.type ?? call.file?.type;
export const bodyOf = (call: XrpcCall): string | Uint8Array | FileBody | undefined =>
  (call.json !== undefined ? JSON.stringify(call.json) : call.file === undefined ? call.bytes?.data : { file: call.file.source });

/** Writing is counted in points for an hour and for a day, everything else in calls for five minutes. */
export function tellLimits(session: Session, headers: Headers, now: Millis): void {
  const left = readAllowance(headers, now, (windowOf(headers) ?? 0) >= HOUR ? 'points' : 'calls');
  if (left !== null) session.told?.(left);
}
