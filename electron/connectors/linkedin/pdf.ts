import { err, ok, type Result } from '#core/result';

interface Page {
  readonly jpeg: Uint8Array;
}
interface Seen {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** Width, height and colours of a JPEG, from the first of its headers that tells; null for anything else. */
function readJpeg(bytes: Uint8Array): Seen | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Start of frame: baseline, extended, progressive. C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: bytes[at + 9] ?? 0 };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

const COLOURS: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB' };

/**
 * A PDF of pictures, one on each page and each page of its picture's shape (ISO 32000-1: a JPEG lies in it as it is). Points are pixels.
 * @returns an error names the page (1 is the first) whose picture is no JPEG in colours that screens show
 */
export function pdfOf(pages: readonly Page[]): Result<Uint8Array, number> {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const say = (text: string): void => write(Buffer.from(text, 'latin1'));
  const begin = (number: number): void => {
    offsets[number] = length;
    say(`${number} 0 obj\n`);
  };
  // Each page takes three objects: itself, what it draws, and its picture.
  const pageOf = (index: number): number => 3 + index * 3;
  say('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n');
  begin(1);
  say('<< /Type /Catalog /Pages 2 0 R >>\nendobj\n');
  begin(2);
  say(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageOf(index)} 0 R`).join(' ')}] >>\nendobj\n`);
  for (const [index, { jpeg }] of pages.entries()) {
    const seen = readJpeg(jpeg);
    const colours = seen === null ? undefined : COLOURS[seen.components];
    if (seen === null || colours === undefined || seen.width === 0 || seen.height === 0) return err(index + 1);
    const { width, height } = seen;
    const number = pageOf(index);
    const drawing = `q ${width} 0 0 ${height} 0 0 cm /P Do Q`;
    begin(number);
    say(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /XObject << /P ${number + 2} 0 R >> >> /Contents ${number + 1} 0 R >>\nendobj\n`);
    begin(number + 1);
    say(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream\nendobj\n`);
    begin(number + 2);
    say(`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${colours} /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`);
    write(jpeg);
    say('\nendstream\nendobj\n');
  }
  const table = length;
  const count = 3 + pages.length * 3;
  say(`xref\n0 ${count}\n0000000000 65535 f \n${Array.from({ length: count - 1 }, (_, n) => `${String(offsets[n + 1]).padStart(10, '0')} 00000 n \n`).join('')}`);
  say(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return ok(new Uint8Array(Buffer.concat(parts)));
}
