import sharp from 'sharp';
import { animation, bomb, cameraPhoto, photo, solid } from './pictures';

/** One file of the set: what is wrong with it for some network or for all, and whether Linnet should be able to mend it. */
export interface PictureCase {
  readonly name: string;
  readonly bytes: Buffer;
  /** `fine`: everybody takes it as it is or with what a copy does anyhow; `mendable`, `hopeless`: bad. */
  readonly is: 'fine' | 'mendable' | 'hopeless';
}

const raw = (width: number, height: number, colour: { readonly r: number; readonly g: number; readonly b: number } = { r: 90, g: 140, b: 60 }) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

/** A file that ends early, at shares of its length from the first bytes to nearly all. */
const cutShort = (name: string, whole: Buffer): readonly PictureCase[] => [0.02, 0.2, 0.5, 0.8, 0.95]
  .map((share) => ({ name: `${name} cut at ${share * 100} %`, bytes: whole.subarray(0, Math.max(12, Math.floor(whole.length * share))), is: 'hopeless' }));

/** A run of noise in the middle, the length kept. */
function broken(whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  const middle = Math.floor(copy.length / 2);
  for (let i = 0; i < 200; i += 1) copy[middle + i] = (i * 97 + 31) & 255;
  return copy;
}

async function frames(count: number, width: number, height: number, type: 'gif' | 'webp' = 'gif'): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3 * count);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (i * 7 + Math.floor(i / (width * height * 3)) * 40) & 255;
  const image = sharp(pixels, { raw: { width, height: height * count, channels: 3, pageHeight: height } });
  const delay = Array.from({ length: count }, () => 60);
  return type === 'gif' ? image.gif({ delay, effort: 1 }).toBuffer() : image.webp({ delay, quality: 40, effort: 0 }).toBuffer();
}

/** A header that promises more than any memory holds, in each type that says its size in the first bytes. */
async function bombs(): Promise<readonly PictureCase[]> {
  const gif = Buffer.from(await solid(8, 8).gif().toBuffer());
  gif.writeUInt16LE(65_535, 6);
  gif.writeUInt16LE(65_535, 8);
  const jpeg = Buffer.from(await solid(8, 8).jpeg().toBuffer());
  const start = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(65_000, start + 5);
  jpeg.writeUInt16BE(65_000, start + 7);
  // This one is honest: 144 megapixels in some kilobytes.
  const flat = await raw(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
  return [
    { name: 'a PNG header of 3,600 megapixels', bytes: await bomb(), is: 'hopeless' }, { name: 'a GIF header of 4,294 megapixels', bytes: gif, is: 'hopeless' },
    { name: 'a JPEG header of 4,225 megapixels', bytes: jpeg, is: 'hopeless' }, { name: 'a whole PNG of 144 megapixels', bytes: flat, is: 'hopeless' },
  ];
}

/** As large as they may be, and of the kinds that take the most memory to read. */
const heavy = async (): Promise<readonly PictureCase[]> => [
  { name: 'a turned JPEG of 98 megapixels', bytes: await raw(11_400, 8_600).withMetadata({ orientation: 6 }).jpeg().toBuffer(), is: 'mendable' },
  { name: 'an interlaced PNG of 42 megapixels', bytes: await raw(7_000, 6_000).png({ progressive: true }).toBuffer(), is: 'mendable' },
  { name: 'a progressive JPEG of 98 megapixels in full colour', bytes: await raw(11_400, 8_600).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(), is: 'hopeless' },
];

/** Good and bad pictures, all made here. */
export async function pictureSet(): Promise<readonly PictureCase[]> {
  const large = await photo(1600, 1200);
  const cmyk = await sharp(await photo(900, 700)).toColourspace('cmyk').jpeg().toBuffer();
  const deep = await sharp(await photo(800, 600)).toColourspace('rgb16').png().toBuffer();
  const png = await sharp(await photo(500, 400)).png().toBuffer();
  const webp = await sharp(await photo(500, 400)).webp().toBuffer();
  const tiff = await sharp(await photo(700, 500)).tiff({ compression: 'lzw' }).toBuffer();
  const avif = await sharp(await photo(400, 300)).avif({ effort: 0 }).toBuffer();
  const gif = await frames(6, 120, 90);
  const fine = async (name: string, bytes: Promise<Buffer> | Buffer): Promise<PictureCase> => ({ name, bytes: await bytes, is: 'fine' });
  const mend = async (name: string, bytes: Promise<Buffer> | Buffer): Promise<PictureCase> => ({ name, bytes: await bytes, is: 'mendable' });
  const lost = (name: string, bytes: Buffer): PictureCase => ({ name, bytes, is: 'hopeless' });
  const turned = [2, 3, 4, 5, 6, 7, 8].map(async (orientation) => fine(`turned ${orientation}`, sharp(await photo(640, 480)).withMetadata({ orientation }).jpeg().toBuffer()));
  return [
    ...await Promise.all([
      fine('a photo', photo(1200, 900)), fine('a square', photo(1080, 1080)), fine('a small photo', photo(400, 400)), fine('a camera photo that says where', cameraPhoto(800, 600)),
      fine('grey', sharp(await photo(600, 500)).greyscale().jpeg().toBuffer()), fine('progressive', sharp(await photo(600, 500)).jpeg({ progressive: true }).toBuffer()), ...turned,
      mend('PNG', png), mend('see-through PNG', solid(600, 500, true).png().toBuffer()), mend('palette PNG', solid(500, 500).png({ palette: true }).toBuffer()), mend('WebP', webp), mend('lossless WebP', solid(400, 400).webp({ lossless: true }).toBuffer()), mend('AVIF', avif),
      mend('TIFF', tiff), mend('TIFF without compression', raw(500, 400).tiff({ compression: 'none' }).toBuffer()), mend('TIFF as in JPEG', sharp(large).tiff({ compression: 'jpeg' }).toBuffer()), mend('TIFF of 16 bits', sharp(deep).toColourspace('rgb16').tiff().toBuffer()),
      mend('CMYK JPEG', cmyk), mend('CMYK TIFF', sharp(cmyk).toColourspace('cmyk').tiff().toBuffer()), mend('16 bits', deep), mend('16 bits of grey', sharp(await photo(500, 400)).toColourspace('grey16').png().toBuffer()), mend('a PNG named .jpg', sharp(large).png().toBuffer()),
      mend('too wide a shape', photo(1500, 400)), mend('too tall a shape', photo(500, 1500)), mend('a panorama', photo(3000, 200)), mend('a ribbon', photo(120, 2400)), mend('too narrow', photo(200, 240)), mend('an icon', photo(96, 96)),
      mend('too wide in pixels', photo(2600, 1700)), mend('too many pixels', raw(7000, 6000).jpeg().toBuffer()), mend('too many bytes', photo(2200, 1700)), mend('heavy PNG', sharp(await photo(1800, 1300)).png({ compressionLevel: 1 }).toBuffer()),
      mend('noise', photo(1600, 1600, 7)), mend('a moving GIF', gif), mend('a moving WebP', animation('webp', 400)), mend('a GIF that stands still', solid(500, 400).gif().toBuffer()), mend('a large moving GIF', frames(8, 1400, 1100)), mend('a GIF of 400 frames', frames(400, 64, 48)),
      mend('a moving WebP of 260 frames', frames(260, 64, 48, 'webp')), mend('a heavy moving GIF', frames(30, 640, 480)),
    ]),
    ...cutShort('JPEG', large), ...cutShort('PNG', png), ...cutShort('WebP', webp), ...cutShort('TIFF', tiff), ...cutShort('AVIF', avif), ...cutShort('a moving GIF', gif), ...cutShort('CMYK JPEG', cmyk), ...await bombs(), ...await heavy(),
    lost('nothing', Buffer.alloc(0)), lost('one byte', Buffer.from([0xff])), lost('zeros', Buffer.alloc(5_000)), lost('text named .png', Buffer.from('hello there, this is no picture at all')), lost('an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    lost('a PDF', Buffer.from('%PDF-1.7 and so on, and so on, and so on')), lost('a ZIP', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(900, 7)])), lost('an MP4', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(900)])),
    lost('a BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(400, 1)])), lost('a HEIC photo', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4), Buffer.from('mif1heic'), Buffer.alloc(300)])),
    lost('the beginning of a JPEG and noise', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 0x5a)])), lost('a PNG with a broken middle', broken(png)), lost('a WebP that claims to be a GIF', Buffer.concat([Buffer.from('GIF89a'), webp.subarray(6)])),
  ];
}
