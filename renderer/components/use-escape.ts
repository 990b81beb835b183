import { useEffect, useRef } from 'react';
import { pressed } from './shortcuts';

/** Esc closes the side panel that calls this, unless a dialog or menu above it takes the key first. */
export function useEscape(close: () => void): void {
  const latest = useRef(close);
  useEffect(() => { latest.current = close; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (pressed('close', event) && !event.defaultPrevented && document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') === null) latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
