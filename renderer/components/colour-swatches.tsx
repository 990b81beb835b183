import { type KeyboardEvent, useRef } from 'react';
import { colour, type Colour } from '#core/contract/shapes';
import { brandColour } from './brand-mark';

const names: Readonly<Record<Colour, string>> = { clay: 'Clay', moss: 'Moss', sky: 'Sky', plum: 'Plum', straw: 'Straw' };

interface ColourSwatchesProps {
  readonly value: Colour;
  readonly onChange: (colour: Colour) => void;
  readonly label?: string;
}

/** The five brand colours. One stop for Tab; arrows choose. */
export function ColourSwatches({ value, onChange, label = 'Colour' }: ColourSwatchesProps) {
  const root = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = (colour.options.indexOf(value) + by + colour.options.length) % colour.options.length;
    const next = colour.options[to];
    if (next === undefined) return;
    onChange(next);
    root.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div ref={root} className="swatches" role="radiogroup" aria-label={label} onKeyDown={step}>
      {colour.options.map((each) => (
        <button
          key={each} type="button" role="radio" aria-checked={each === value} aria-label={names[each]} title={names[each]} tabIndex={each === value ? 0 : -1}
          style={{ background: brandColour(each) }} onClick={() => onChange(each)}
        />
      ))}
    </div>
  );
}
