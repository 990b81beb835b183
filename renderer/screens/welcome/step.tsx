import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from '#renderer/components/icon';

interface StepProps {
  readonly number: number;
  readonly current: number;
  readonly title: string;
  /** Quiet words while it is still to come. */
  readonly later?: string;
  /** What came of it, once it is behind. */
  readonly done?: string | undefined;
  readonly children: ReactNode;
}

export const Step = ({ number, current, title, later, done, children }: StepProps) => {
  const behind = number < current;
  const here = number === current;
  return (
    <li {...(here ? { 'aria-current': 'step' as const } : {})} data-behind={behind}>
      <span className="number">{behind ? <Icon of={IconCheck} size={14} /> : number}</span>
      <div>
        <h2 className={here ? 'title' : ''}>
          <span className={here ? '' : 'm'}>{title}</span>
          {behind && done !== undefined && done !== '' && <span className="t2"> · {done}</span>}
          {!behind && !here && later !== undefined && <span className="t2"> · {later}</span>}
        </h2>
        {here && <div className="step-body">{children}</div>}
      </div>
    </li>
  );
};
