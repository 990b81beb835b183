import type { ReactNode } from 'react';
import type { PublicationState } from '#core/posts/states';
import { stateWords } from '#renderer/messages/states';

const ring = <circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.4" />;
const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const cut = { ...line, stroke: 'var(--surface)', strokeWidth: 1.5 } as const;

/** One shape for each state, on a 14-unit square: the shape says it before the colour does. */
const marks: Readonly<Record<PublicationState, ReactNode>> = {
  draft: <circle cx="7" cy="7" r="5.5" {...line} strokeDasharray="2.1 1.355" strokeLinecap="butt" />,
  scheduled: <>{ring}<path d="M7 3.9V7l2.1 1.3" {...line} /></>,
  publishing: <>{ring}<path d="M7 9.7V4.5M4.8 6.6 7 4.4l2.2 2.2" {...line} /></>,
  published: <><circle cx="7" cy="7" r="6.2" fill="currentColor" /><path d="m4.3 7.2 1.9 1.9 3.6-3.9" {...cut} /></>,
  failed: <><circle cx="7" cy="7" r="6.2" fill="currentColor" /><path d="m5 5 4 4m0-4-4 4" {...cut} /></>,
  unconfirmed: <>{ring}<path d="M5.5 5.5a1.55 1.55 0 1 1 2.2 1.6c-.45.2-.7.5-.7 1" {...line} strokeWidth="1.3" /><circle cx="7" cy="9.8" r=".8" fill="currentColor" /></>,
  missed: <><path d="M11.6 4A5.5 5.5 0 1 0 12.5 7" {...line} /><path d="M7 4v3l-1.9 1.2" {...line} /><path d="M12.9 1.9 11.7 4.4 9.2 3.6" {...line} /></>,
  hold: <>{ring}<path d="M5.7 5.2v3.6M8.3 5.2v3.6" {...line} /></>,
  cancelled: <>{ring}<path d="M3.2 3.2l7.6 7.6" {...line} /></>,
};

interface StateMarkProps {
  readonly state: PublicationState;
  readonly size?: number;
  /** The word is written beside it, so the mark itself is silent. */
  readonly silent?: boolean;
}

export const StateMark = ({ state, size = 14, silent = false }: StateMarkProps) => (
  <svg
    className="state-mark" viewBox="0 0 14 14" style={{ color: `var(--${state}-mark)`, width: `${size / 16}rem`, height: `${size / 16}rem` }}
    {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': stateWords[state].name })}
  >
    {marks[state]}
  </svg>
);

/** Mark and word together, in the state's colour. */
export const StateLabel = ({ state }: { readonly state: PublicationState }) => (
  <span className="state" style={{ color: `var(--${state}-text)` }}><StateMark state={state} silent />{stateWords[state].name}</span>
);
