import { useEffect } from 'react';
import { pressed } from '#renderer/components/shortcuts';
import { navigate } from '#renderer/routes';
import { undoLast } from '#renderer/stores/toast';
import { useUi } from '#renderer/stores/ui';
import { focusNextPane } from './focus-panes';
import { isTyping } from './is-typing';
import { places } from './places';
import { composeInBrand, pauseOrResume } from './use-main-events';

/** How long G waits for the letter of a screen. */
const SEQUENCE_MS = 1_500;

const dialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** The shortcuts that hold on every screen; all of them stand in `components/shortcuts.ts`. */
export function useShortcuts(): void {
  useEffect(() => {
    let goAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (anywhere(event)) {
        event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialogOpen()) return;
      const key = event.key.toLowerCase();
      const place = places.flat().find((each) => each.key.toLowerCase() === key);
      if (event.timeStamp - goAt < SEQUENCE_MS && place !== undefined) {
        goAt = Number.NEGATIVE_INFINITY;
        navigate(place.to);
      } else if (key === 'g') goAt = event.timeStamp;
      else if (pressed('compose', event)) void composeInBrand();
      else if (pressed('shortcuts', event)) useUi.getState().openOverlay('shortcuts');
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Those that hold while somebody types, too; whether the key was one of them. */
function anywhere(event: KeyboardEvent): boolean {
  if (pressed('palette', event)) useUi.getState().openOverlay('palette');
  else if (pressed('pause', event)) void pauseOrResume();
  else if (pressed('settings', event)) navigate('/settings/brands');
  else if (pressed('nextPane', event)) focusNextPane(event.shiftKey ? -1 : 1);
  else return pressed('undo', event) && !isTyping(event.target) && undoLast();
  return true;
}
