import { wellFormed } from './well-formed';

/** Values of the five parameters that analytics tools read from a link. */
export interface UtmParams {
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly content?: string;
  readonly term?: string;
}

const names = ['source', 'medium', 'campaign', 'content', 'term'] as const;

/**
 * Adds UTM parameters to a link. What the link already carries stays as it is, byte for byte: a hand-written
 * `utm_` value wins over ours. Text that is no http link comes back unchanged.
 */
export function addUtm(url: string, params: UtmParams): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return url;
  const present = new URL(url).searchParams;
  const added = names.flatMap((name) => {
    const value = params[name]?.trim() ?? '';
    return value === '' || present.has(`utm_${name}`) ? [] : [`utm_${name}=${encodeURIComponent(wellFormed(value))}`];
  });
  if (added.length === 0) return url;
  const hash = url.indexOf('#');
  const base = hash === -1 ? url : url.slice(0, hash);
  const query = base.indexOf('?');
  const joint = query === -1 ? '?' : query === base.length - 1 || base.endsWith('&') ? '' : '&';
  return base + joint + added.join('&') + (hash === -1 ? '' : url.slice(hash));
}
