import type { Icon as TablerIcon } from '@tabler/icons-react';

interface IconProps {
  /** A Tabler outline icon, imported by name. */
  readonly of: TablerIcon;
  /** 16 by default, 14 in small buttons, 18 in the palette. */
  readonly size?: number;
  readonly className?: string;
}

/** Our convention for Tabler's icons: outline, stroke 1.6, sized with the text. The words are beside it or on the button. */
export const Icon = ({ of: Glyph, size = 16, className = '' }: IconProps) => (
  <Glyph className={`icon ${className}`} stroke={1.6} style={{ width: `${size / 16}rem`, height: `${size / 16}rem` }} aria-hidden="true" />
);
