import { useEffect } from 'react';
import { navigate } from '#renderer/routes';
import { undoLast } from '#renderer/stores/toast';
import { useUi } from '#renderer/stores/ui';
import { focusNextPane } from './focus-panes';
import { places } from './places';
import { composeInBrand, pauseOrResume } from './use-main-events';

/** How long G waits for the letter of a screen. */
const SEQUENCE_MS = 1_500;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox]'));

const dialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** The shortcuts that hold on every screen; the list for people is in `shortcuts-dialog.tsx`. */
export function useShortcuts(): void {
  useEffect(() => {
    let goAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (withModifier(key, event)) event.preventDefault();
        return;
      }
      if (event.key === 'F6') {
        focusNextPane(event.shiftKey ? -1 : 1);
        event.preventDefault();
        return;
      }
      if (event.altKey || isTyping(event.target) || dialogOpen()) return;
      const place = places.flat().find((each) => each.key.toLowerCase() === key);
      if (event.timeStamp - goAt < SEQUENCE_MS && place !== undefined) {
        goAt = Number.NEGATIVE_INFINITY;
        navigate(place.to);
      } else if (key === 'g') goAt = event.timeStamp;
      else if (key === 'c') void composeInBrand();
      else if (event.key === '?') useUi.getState().openOverlay('shortcuts');
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether the key was one of ours. */
function withModifier(key: string, event: KeyboardEvent): boolean {
  if (key === 'k' && !event.shiftKey) {
    useUi.getState().openOverlay('palette');
    return true;
  }
  if (key === 'p' && event.shiftKey) {
    void pauseOrResume();
    return true;
  }
  if (key === ',') {
    navigate('/settings/brands');
    return true;
  }
  return key === 'z' && !event.shiftKey && !isTyping(event.target) && undoLast();
}
