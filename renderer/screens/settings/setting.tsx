import { type ReactNode, useId } from 'react';

interface SettingProps {
  readonly name: ReactNode;
  readonly help?: ReactNode;
  /** One control, at the right. */
  readonly children: ReactNode;
}

/** One setting: its name and meaning at the left, its control at the right. */
export function Setting({ name, help, children }: SettingProps) {
  const id = useId();
  return (
    <div className="setting" role="group" aria-labelledby={id}>
      <div className="grow"><p className="m" id={id}>{name}</p>{help !== undefined && <p className="help">{help}</p>}</div>
      <div className="setting-control">{children}</div>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

export const Part = ({ title, note, acts, children }: PartProps) => (
  <section className="settings-part" aria-label={title}>
    <div className="sec"><h3 className="grow">{title}{note !== undefined && <span className="n"> {note}</span>}</h3>{acts}</div>
    {children}
  </section>
);
