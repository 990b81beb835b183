import { HOUR, type Millis } from '#core/clock';
import { readAllowance, windowOf } from '../http/allowance';
import type { Effect } from '../http/outcome';
import type { Session } from '../ports/account';
import type { NetworkAnswer } from '../ports/connector-error';

export interface XrpcCall {
  readonly method: 'GET' | 'POST';
  /** `com.atproto.repo.putRecord` */
  readonly name: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly bytes?: { readonly data: Uint8Array; readonly type: string };
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
  call.json !== undefined ? { 'content-type': 'application/json' } : call.bytes !== undefined ? { 'content-type': call.bytes.type } : {};
export const bodyOf = (call: XrpcCall): string | Uint8Array | undefined => (call.json !== undefined ? JSON.stringify(call.json) : call.bytes?.data);

/** Writing is counted in points for an hour and for a day, everything else in calls for five minutes. */
export function tellLimits(session: Session, headers: Headers, now: Millis): void {
  const left = readAllowance(headers, now, (windowOf(headers) ?? 0) >= HOUR ? 'points' : 'calls');
  if (left !== null) session.told?.(left);
}
