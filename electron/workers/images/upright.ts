import type { Sharp } from 'sharp';

/**
 * Turns what the camera held differently. After the picture has been made small, not before as `autoOrient` would: a turn
 * needs all pixels in memory at once.
 * @param orientation as in EXIF, 1 to 8
 */
export function upright(image: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2: return image.flop();
    case 3: return image.rotate(180);
    case 4: return image.flip();
    case 5: return image.flop().rotate(270);
    case 6: return image.rotate(90);
    case 7: return image.flop().rotate(90);
    case 8: return image.rotate(270);
    default: return image;
  }
}
