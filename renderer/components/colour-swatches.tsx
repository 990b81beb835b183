import { type KeyboardEvent, useRef } from 'react';
import type { Colour } from '#core/contract/shapes';
import { brandColour } from './brand-mark';

const names: Readonly<Record<Colour, string>> = { clay: 'Clay', moss: 'Moss', sky: 'Sky', plum: 'Plum', straw: 'Straw' };

const colours: readonly Colour[] = ['clay', 'moss', 'sky', 'plum', 'straw'];

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
    const to = (colours.indexOf(value) + by + colours.length) % colours.length;
    const next = colours[to];
    if (next === undefined) return;
    onChange(next);
    root.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div ref={root} className="swatches" role="radiogroup" aria-label={label} onKeyDown={step}>
      {colours.map((each) => (
        <button
          key={each} type="button" role="radio" aria-checked={each === value} aria-label={names[each]} title={names[each]} tabIndex={each === value ? 0 : -1}
          style={{ background: brandColour(each) }} onClick={() => onChange(each)}
        />
      ))}
    </div>
  );
}
