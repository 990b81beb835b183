// Draws the app's icons from the two SVG files. Run by hand after they change: `node scripts/make-icons.mjs`.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const draw = (source, size, file) => sharp(readFileSync(new URL(`../resources/icons/${source}`, import.meta.url)), { density: 600 }).resize(size, size).png({ compressionLevel: 9 }).toFile(new URL(`../resources/icons/${file}`, import.meta.url).pathname);

await draw('linnet.svg', 256, 'linnet-256.png');
await draw('linnet.svg', 1024, 'icon.png');
await draw('tray.svg', 16, 'tray.png');
await draw('tray.svg', 32, 'tray@2x.png');
