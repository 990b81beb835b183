import { useMemo } from 'react';
import type { NetworkId } from '#core/networks';
import { type TextCount, findLinks, linkedinMentions } from '#core/text';
import { type Segment, segmentsOf } from './segments';

interface PreviewTextProps {
  readonly text: string;
  readonly network: NetworkId;
  readonly count: TextCount;
}

/** More than a screen of text is not shown: no network does. */
const MAX_SHOWN = 4_000;

/** As the network draws it; what would not fit is not there. */
export function PreviewText({ text, network, count }: PreviewTextProps) {
  const end = Math.min(count.overFrom ?? text.length, MAX_SHOWN);
  const segments = useMemo(() => (network === 'linkedin' ? linkedinSegments(text.slice(0, end)) : segmentsOf(text.slice(0, end), network, null)), [text, end, network]);
  if (text.trim() === '') return null;
  return (
    <p className="pv-text" dir="auto">
      {segments.map((segment, index) => (segment.kind === 'entity' ? <span key={index} className="lk">{segment.text}</span> : segment.text))}
      {end < text.length && '…'}
    </p>
  );
}

/** LinkedIn shows whom a text names by the name alone. */
function linkedinSegments(text: string): readonly Segment[] {
  let at = 0;
  const segments: Segment[] = [];
  for (const { start, end, name } of linkedinMentions(text)) {
    segments.push(...segmentsOf(text.slice(at, start), 'linkedin', null), { text: name, kind: 'entity' });
    at = end;
  }
  return [...segments, ...segmentsOf(text.slice(at), 'linkedin', null)];
}

/** Where the first link leads, for the place of its card. Nothing is asked of that page. */
export function firstHost(text: string): { readonly host: string; readonly url: string } | null {
  const [link] = findLinks(text.length > MAX_SHOWN ? text.slice(0, MAX_SHOWN) : text);
  if (link === undefined) return null;
  try {
    return { host: new URL(link.url).host.replace(/^www\./, ''), url: link.url };
  } catch {
    return null;
  }
}
