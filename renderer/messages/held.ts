import type { PublisherStatus } from '#core/contract/publishing';
import { count, type Format } from '#renderer/format';
import { networkInText } from './networks';
import { capital } from './quoted';

type Held = PublisherStatus['heldByNetworks'][number];

interface HeldContext {
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
}

/** What goes out although publishing is paused, because a network keeps it and has not given it back; null when nothing does. */
export function heldWords(held: readonly Held[], { format, zone, now }: HeldContext): string | null {
  if (held.length === 0) return null;
  const total = held.reduce((sum, one) => sum + one.count, 0);
  const names = [...new Set(held.map((one) => networkInText(one.network)))];
  const who = capital(names.length === 1 ? names[0] ?? '' : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);
  const [verb, it, goes] = [names.length === 1 ? 'keeps' : 'keep', total === 1 ? 'it' : 'them', total === 1 ? 'It goes' : 'They go'];
  const first = format.dayTime(Math.min(...held.map((one) => one.firstAt)), zone, now);
  return `${who} still ${verb} ${count(total, 'post')}. ${goes} out there, ${total === 1 ? '' : 'the first '}${first}, unless Linnet reaches the network before then to take ${it} back, or you delete ${it} there.`;
}
