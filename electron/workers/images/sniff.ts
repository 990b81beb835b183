/** The picture types Linnet takes. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;
export type ImageType = (typeof imageTypes)[number];

const text = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

/** The type by the first bytes of the content (32 are enough); a file's name says nothing. */
export function sniffImage(head: Uint8Array): ImageType | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text(head, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (text(head, 0, 6) === 'GIF87a' || text(head, 0, 6) === 'GIF89a') return 'image/gif';
  if (text(head, 4, 8) === 'ftyp') {
    const brands = [text(head, 8, 12), ...[16, 20, 24, 28].map((at) => text(head, at, at + 4))];
    if (brands.includes('avif') || brands.includes('avis')) return 'image/avif';
  }
  return null;
}
