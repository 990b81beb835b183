import { useState } from 'react';

interface ThumbProps {
  /** Content hash of the asset; null stands for a post of words alone. */
  readonly hash: string | null;
  /** CSS pixels at 100 % text. */
  readonly size: number;
  readonly alt?: string;
}

/** The private protocol's small picture of an asset, as wide as `width` device pixels. */
export const thumbUrl = (hash: string, width: number): string => `linnet-media://thumb/${encodeURIComponent(hash)}?w=${Math.min(1024, Math.ceil(width))}`;

export function Thumb({ hash, size, alt = '' }: ThumbProps) {
  const style = { width: `${size / 16}rem`, height: `${size / 16}rem` };
  const [lost, setLost] = useState(false);
  // A video whose picture nobody could take, for one.
  if (lost) return <span className="thumb-none" style={style} aria-hidden="true" />;
  if (hash === null) return <span className="thumb-none words-alone" style={style} aria-hidden="true" />;
  return <img className="thumb" src={thumbUrl(hash, size * window.devicePixelRatio)} style={style} alt={alt} loading="lazy" decoding="async" draggable={false} onError={() => setLost(true)} />;
}
