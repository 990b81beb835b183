import { Tooltip } from '@mantine/core';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Icon } from './icon';

type Kind = 'outline' | 'primary' | 'ghost' | 'danger' | 'danger-solid' | 'link';

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  /** One primary at most in a view. The words say the act: "Use the full size and retry". */
  readonly kind?: Kind;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly icon?: TablerIcon;
  readonly children: ReactNode;
}

/** 28 high; 24 in rows (`sm`), 36 on first run (`lg`). */
export function Button({ kind = 'outline', size = 'md', icon, children, className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={`btn ${kind} ${size} ${className}`} {...rest}>
      {icon !== undefined && <Icon of={icon} size={size === 'sm' ? 14 : 16} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  readonly icon: TablerIcon;
  /** Its name for everybody; also the tooltip. */
  readonly label: string;
  /** Shown in the tooltip. */
  readonly shortcut?: string;
  readonly size?: 'sm' | 'md';
  readonly kind?: Kind;
  /** For a toggle. */
  readonly pressed?: boolean;
}

/** A square button with an icon alone: it always has a name and a tooltip. */
export function IconButton({ icon, label, shortcut, size = 'md', kind = 'ghost', pressed, className = '', type = 'button', ...rest }: IconButtonProps) {
  return (
    <Tooltip label={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <button type={type} className={`btn sq ${kind} ${size} ${className}`} aria-label={label} aria-pressed={pressed} {...rest}>
        <Icon of={icon} size={size === 'sm' ? 14 : 16} />
      </button>
    </Tooltip>
  );
}
