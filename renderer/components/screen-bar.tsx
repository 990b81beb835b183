import type { ReactNode } from 'react';

interface ScreenBarProps {
  readonly title: string;
  /** Quiet words after the title: "10 connected, 7 healthy". */
  readonly note?: ReactNode;
  /** Between title and the right end: period arrows, view switch. */
  readonly children?: ReactNode;
  /** At the right: layers, filter, panes, then the one primary button. */
  readonly acts?: ReactNode;
}

/** The header of a screen, 52 high. Its title is the screen's h1. */
export const ScreenBar = ({ title, note, children, acts }: ScreenBarProps) => (
  <header className="bar">
    <h1>{title}</h1>
    {note !== undefined && <span className="t2 trunc">{note}</span>}
    {children}
    <span className="grow" />
    {acts}
  </header>
);
