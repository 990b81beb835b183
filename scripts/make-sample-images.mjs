// Draws the pictures of the sample brand into resources/sample/media. They are committed; run this only to change them:
//   node scripts/make-sample-images.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { scenes } from './sample-images/scenes.mjs';

const SIZE = 1200;
const MAX_BYTES = 80_000;
const folder = path.resolve(import.meta.dirname, '../resources/sample/media');
mkdirSync(folder, { recursive: true });

for (const [name, draw] of Object.entries(scenes)) {
  const picture = sharp(Buffer.from(draw(SIZE))).flatten({ background: '#ffffff' });
  let bytes = null;
  for (let quality = 86; quality >= 50; quality -= 4) {
    bytes = await picture.clone().jpeg({ quality, mozjpeg: true }).toBuffer();
    if (bytes.length <= MAX_BYTES) break;
  }
  if (bytes === null || bytes.length > MAX_BYTES) throw new Error(`${name} does not fit into ${MAX_BYTES} bytes`);
  writeFileSync(path.join(folder, `${name}.jpg`), bytes);
  console.log(`${name}.jpg ${Math.round(bytes.length / 1000)} kB`);
}
