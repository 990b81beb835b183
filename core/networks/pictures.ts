import type { MediaLimits, NetworkFacts } from './facts';
import type { NetworkId } from './names';

/** What networks take that Linnet cannot send to yet; their connectors take it over into their facts. */
const notYet: Partial<Readonly<Record<NetworkId, MediaLimits>>> = {
  // Content Posting API, photo: JPEG and WebP, 20 MiB, "1080p", up to 35. Second hand, 2026-11-21.
  tiktok: { maxImages: 35, mimeTypes: ['image/jpeg', 'image/webp'], maxBytes: 20_971_520, maxPixels: 1920 * 1080, animated: 'refused' },
};

/** What a network takes of pictures, also where Linnet cannot send there yet; null: none. */
export const pictureLimitsOf = ({ id, limits }: NetworkFacts): MediaLimits | null => limits.media ?? notYet[id] ?? null;
