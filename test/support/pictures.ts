import sharp from 'sharp';

/** A picture with detail, so that compression has work to do. Seeded: the same bytes each time. */
export async function photo(width: number, height: number, seed = 1): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  let state = seed * 2_654_435_761 >>> 0;
  for (let i = 0; i < data.length; i += 3) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const x = (i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const noise = (state >>> 24) / 4;
    data[i] = (Math.sin(x / 40) * 60 + 100 + noise) & 255;
    data[i + 1] = (Math.cos(y / 30) * 60 + 100 + noise) & 255;
    data[i + 2] = (x + y + noise) & 255;
  }
  return sharp(data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 95 }).toBuffer();
}

/** A camera's picture: lying on its side, with the place it was taken. */
export async function cameraPhoto(width: number, height: number): Promise<Buffer> {
  return sharp(await photo(width, height)).withExif({ IFD0: { Make: 'Testcam' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' } })
    .withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

export const solid = (width: number, height: number, alpha = false): ReturnType<typeof sharp> =>
  sharp({ create: { width, height, channels: alpha ? 4 : 3, background: alpha ? { r: 200, g: 30, b: 30, alpha: 0.5 } : { r: 200, g: 30, b: 30 } } });

/** Three frames that move. */
export async function animation(type: 'gif' | 'webp', side = 40): Promise<Buffer> {
  const frames = await Promise.all([1, 2, 3].map((n) => sharp({ create: { width: side, height: side, channels: 3, background: { r: n * 60, g: 0, b: 0 } } }).png().toBuffer()));
  const joined = sharp(frames, { join: { animated: true } });
  return type === 'gif' ? joined.gif({ delay: [100, 100, 100] }).toBuffer() : joined.webp({ delay: [100, 100, 100] }).toBuffer();
}

/** A well-formed PNG header that promises far more pixels than any memory holds. */
export async function bomb(): Promise<Buffer> {
  const png = await solid(8, 8).png().toBuffer();
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}
