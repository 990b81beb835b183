import type { HttpRoad } from './http';

export interface LinkCard {
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  readonly image: { readonly bytes: Uint8Array; readonly type: string } | null;
}

/** Lexicon app.bsky.embed.external: thumb at most 1,000,000 bytes, the smallest limit of those who show a card. Checked 2026-11-21. */
const MAX_THUMB = 1_000_000;
const MAX_PAGE = 600_000;
const MAX_TAG = 3_000;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decode = (text: string): string => text
  .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  })
  .replace(/\s+/g, ' ').trim();

/** Each is looked at once, whatever stands in the page: with a pattern alone, tags that never end took a second of the main process. */
function* metaTags(html: string): Generator<string> {
  let end = -1;
  for (const { index } of html.matchAll(/<meta\s/gi)) {
    if (end < index) end = html.indexOf('>', index);
    if (end === -1) return;
    if (end - index <= MAX_TAG) yield html.slice(index, end + 1);
  }
}

/** Title, description and picture that a page says of itself (Open Graph, else title and description). The page is hostile text: nothing in it runs. */
export function readPage(html: string): { readonly title: string; readonly description: string; readonly image: string | null } {
  const said = new Map<string, string>();
  for (const tag of metaTags(html.slice(0, MAX_PAGE))) {
    const name = /\b(?:property|name)\s*=\s*["']?([a-z:_-]{1,40})/i.exec(tag)?.[1]?.toLowerCase();
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    if (name !== undefined && content !== null && !said.has(name)) said.set(name, decode(content[1] ?? content[2] ?? ''));
  }
  const title = said.get('og:title') ?? decode(/<title[^<>]{0,200}>([^<]{0,2000})/i.exec(html)?.[1] ?? '');
  return { title: title.slice(0, 300), description: (said.get('og:description') ?? said.get('description') ?? '').slice(0, 1_000), image: said.get('og:image') ?? null };
}

/** https, and a name: an address on this machine or in the house is nobody's public page. */
function isPublic(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' && /[a-z]/i.test(url.hostname.split('.').at(-1) ?? '') && url.hostname.includes('.') && !/\.(local|internal|localhost|home\.arpa)$/i.test(url.hostname);
  } catch {
    return false;
  }
}

/** A card for the first link. A page that cannot be read still gives a card with its address; the post never waits for it. `http` must be a road to public addresses only: redirects and names are the page's. */
export async function fetchLinkCard(http: HttpRoad, uri: string, signal: AbortSignal, mayFetch: (address: string) => boolean = isPublic): Promise<LinkCard> {
  const bare: LinkCard = { uri, title: new URL(uri).hostname, description: '', image: null };
  if (!mayFetch(uri)) return bare;
  const page = await http.request({ method: 'GET', url: uri, headers: { accept: 'text/html' }, timeoutMs: 10_000, maxBytes: MAX_PAGE, signal });
  if (!page.ok || page.value.status !== 200) return bare;
  const { title, description, image } = readPage(page.value.text);
  const card = { ...bare, title: title || bare.title, description };
  const address = image === null || !URL.canParse(image, uri) ? null : new URL(image, uri).href;
  if (address === null || !mayFetch(address)) return card;
  return { ...card, image: await fetchThumb(http, address, signal) };
}

async function fetchThumb(http: HttpRoad, address: string, signal: AbortSignal): Promise<LinkCard['image']> {
  try {
    const answer = await http.fetch(address, { signal, redirect: 'error' });
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    if (!answer.ok || !['image/jpeg', 'image/png', 'image/webp'].includes(type)) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > 0 && bytes.length <= MAX_THUMB ? { bytes, type } : null;
  } catch {
    return null;
  }
}
