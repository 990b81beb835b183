import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './icon';

/** Somebody else's words, or more than most people need: closed until asked for. */
export const Disclosure = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <details className="disclosure"><summary><Icon of={IconChevronRight} size={14} />{label}</summary>{children}</details>
);

/** Text of a network or of the system, as it came. */
export const RawText = ({ children }: { readonly children: string }) => <pre className="raw" tabIndex={0}>{children}</pre>;
