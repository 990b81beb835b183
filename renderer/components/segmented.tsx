import { type KeyboardEvent, type ReactNode, useRef } from 'react';

interface SegmentedProps<T extends string | number> {
  /** Its name for screen readers. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
}

/** Two to five views or values, one of them on. One stop for Tab; arrows change it. */
export function Segmented<T extends string | number>({ label, value, options, onChange }: SegmentedProps<T>) {
  const root = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const index = options.findIndex((option) => option.value === value);
    const to = (index + by + options.length) % options.length;
    const option = options[to];
    if (option === undefined) return;
    onChange(option.value);
    root.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div ref={root} className="seg" role="radiogroup" aria-label={label} onKeyDown={step}>
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value} tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
