import { type RefObject, useEffect, useRef } from 'react';
import { goBack } from '#renderer/routes';

interface Acts {
  readonly primary: () => void;
  readonly save: () => void;
}

/** Ctrl+Enter plans it, Ctrl+S saves now, Escape goes back: nothing is lost, for all is saved on the way. */
export function useComposerKeys(root: RefObject<HTMLElement | null>, acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => { latest.current = acts; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const open = document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !open) latest.current.primary();
      else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') latest.current.save();
      else if (event.key === 'Escape' && !open && (event.target === document.body || root.current?.contains(event.target as Node) === true || (event.target as HTMLElement).id === 'main')) goBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root]);
}
