import type { ReactNode } from 'react';

interface EmptyProps {
  /** One sentence: what will be here and why it is not yet. */
  readonly children: ReactNode;
  /** One button. */
  readonly act?: ReactNode;
}

/** Where content will be, at its left. */
export const Empty = ({ children, act }: EmptyProps) => <div className="empty"><p className="t2">{children}</p>{act}</div>;
