import { memo, type ReactNode } from 'react';
import type { PublicationState } from '#core/posts/states';
import { stateWords } from '#renderer/messages/states';

// One path each: a month of chips has hundreds of these, and every shape is an element.
const ring = 'M7 1.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z';
const disc = 'M7 .8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4Z';
const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const cut = { fill: 'currentColor', fillRule: 'evenodd' } as const;

/** One shape for each state, on a 14-unit square: the shape says it before the colour does. */
const marks: Readonly<Record<PublicationState, ReactNode>> = {
  draft: <circle cx="7" cy="7" r="5.5" {...line} strokeDasharray="2.1 1.355" strokeLinecap="butt" />,
  scheduled: <path d={`${ring}M7 3.9V7l2.1 1.3`} {...line} />,
  publishing: <path d={`${ring}M7 9.7V4.5M4.8 6.6 7 4.4l2.2 2.2`} {...line} />,
  published: <path d={`${disc}M3.77 7.73 5.67 9.63A.75.75 0 0 0 6.751 9.609L10.351 5.709A.75.75 0 0 0 9.249 4.691L6.178 8.018 4.83 6.67A.75.75 0 0 0 3.77 7.73Z`} {...cut} />,
  failed: <path d={`${disc}M5.53 4.47 7 5.939 8.47 4.47A.75.75 0 0 1 9.53 5.53L8.061 7 9.53 8.47A.75.75 0 0 1 8.47 9.53L7 8.061 5.53 9.53A.75.75 0 0 1 4.47 8.47L5.939 7 4.47 5.53A.75.75 0 0 1 5.53 4.47Z`} {...cut} />,
  unconfirmed: <path d={`${ring}M5.5 5.5a1.55 1.55 0 1 1 2.2 1.6c-.45.2-.7.5-.7 1M7 9.8v.01`} {...line} />,
  missed: <path d="M11.6 4A5.5 5.5 0 1 0 12.5 7M7 4v3l-1.9 1.2M12.9 1.9 11.7 4.4 9.2 3.6" {...line} />,
  hold: <path d={`${ring}M5.7 5.2v3.6M8.3 5.2v3.6`} {...line} />,
  cancelled: <path d={`${ring}M3.2 3.2l7.6 7.6`} {...line} />,
};

interface StateMarkProps {
  readonly state: PublicationState;
  readonly size?: number;
  /** The word is written beside it, so the mark itself is silent. */
  readonly silent?: boolean;
}

export const StateMark = memo(function StateMark({ state, size = 14, silent = false }: StateMarkProps) {
  return (
    <svg
      className="state-mark" viewBox="0 0 14 14" width={`${size / 16}rem`} height={`${size / 16}rem`} color={`var(--${state}-mark)`}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': stateWords[state].name })}
    >
      {marks[state]}
    </svg>
  );
});

/** Mark and word together, in the state's colour. */
export const StateLabel = ({ state }: { readonly state: PublicationState }) => (
  <span className="state" style={{ color: `var(--${state}-text)` }}><StateMark state={state} silent />{stateWords[state].name}</span>
);
