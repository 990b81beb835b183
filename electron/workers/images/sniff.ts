/** The picture types Linnet reads. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff'] as const;
export type ImageType = (typeof imageTypes)[number];

const text = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The type by the first bytes of the content (32 are enough); a file's name says nothing. `image/heic` is known and cannot be read. */
export function sniffImage(head: Uint8Array): ImageType | 'image/heic' | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text(head, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'image/webp';
  if (text(head, 0, 6) === 'GIF87a' || text(head, 0, 6) === 'GIF89a') return 'image/gif';
  if (text(head, 0, 4) === 'II*\0' || text(head, 0, 4) === 'MM\0*') return 'image/tiff';
  if (text(head, 4, 8) === 'ftyp') {
    const brands = [text(head, 8, 12), ...[16, 20, 24, 28].map((at) => text(head, at, at + 4))];
    if (brands.includes('avif') || brands.includes('avis')) return 'image/avif';
    if (brands.some((brand) => heicBrands.includes(brand))) return 'image/heic';
  }
  return null;
}
