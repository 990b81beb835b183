const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The words of a post that a server gives as HTML. Nothing of it is ever shown as HTML. */
export function htmlToText(html: string): string {
  return decodeEntities(
    html
      .replace(/\r?\n/g, ' ')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(/<\/(p|li|blockquote|h[1-6]|pre)>\s*(?=<)/gi, '\n\n')
      .replace(/<[^<>]*>/g, ''),
  ).trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
  });
}

/**
 * What stays of a text whatever a server does to it: letters, digits and pictographs. Servers shorten links, drop the host
 * of a mention, read `*` as bold and change white space.
 */
export function essence(text: string): string {
  return text
    .normalize('NFC')
    .replace(/@([\p{L}\p{N}_.-]+)@[\p{L}\p{N}.-]+(?::\d+)?/gu, '@$1')
    .replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]/gu, '');
}
