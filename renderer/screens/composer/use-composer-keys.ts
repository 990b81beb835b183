import { type RefObject, useEffect, useRef } from 'react';
import { pressed } from '#renderer/components/shortcuts';
import { goBack } from '#renderer/routes';

interface Acts {
  readonly primary: () => void;
  readonly save: () => void;
}

/** Plans it, saves it now, or goes back: nothing is lost, for all is saved on the way. */
export function useComposerKeys(root: RefObject<HTMLElement | null>, acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => { latest.current = acts; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const open = document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
      if (pressed('plan', event) && !open) latest.current.primary();
      else if (pressed('saveNow', event)) latest.current.save();
      else if (pressed('leave', event) && !open && (event.target === document.body || root.current?.contains(event.target as Node) === true || (event.target as HTMLElement).id === 'main')) goBack();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root]);
}
