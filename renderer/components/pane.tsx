import type { ReactNode } from 'react';

interface PaneProps {
  /** What F6 and a screen reader call it. */
  readonly label: string;
  /** CSS width of a side pane; without one the pane takes the rest. */
  readonly width?: string;
  readonly sunken?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A full-height part of a screen, split from the next by a hairline. Put panes in a `.cols` row. F6 moves between them. */
export const Pane = ({ label, width, sunken = false, className = '', children }: PaneProps) => (
  <section
    className={`pane ${width === undefined ? 'center' : ''} ${sunken ? 'sunken' : ''} ${className}`} data-pane tabIndex={-1} aria-label={label}
    {...(width === undefined ? {} : { style: { flex: 'none', width } })}
  >
    {children}
  </section>
);
