import type { Format } from '#renderer/format';
import { networkInText } from './networks';

interface LoginEnd {
  readonly network: Parameters<typeof networkInText>[0];
  readonly handle: string;
  readonly endsAt: number;
}

/** Said after a post got a time at which an account's login has ended; empty where none has. Begins with a space. */
export function loginEndsWords(ends: readonly LoginEnd[], { format, zone, now }: { readonly format: Format; readonly zone: string; readonly now: number }): string {
  const [first] = ends;
  if (first === undefined) return '';
  const others = ends.length === 1 ? '' : ends.length === 2 ? ' One more login ends before it, too.' : ` ${ends.length - 1} more logins end before it, too.`;
  return ` The login of ${first.handle} on ${networkInText(first.network)} ends before that, ${format.day(first.endsAt, zone, now)}: reconnect it by then.${others}`;
}
