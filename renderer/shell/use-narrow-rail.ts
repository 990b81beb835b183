import { useSyncExternalStore } from 'react';
import { usePreferences } from '#renderer/api/preferences';

const WIDE_FROM = 1400;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** Icons alone under 1400 px (more with larger text), unless the person has pinned the names. */
export function useNarrowRail(): boolean {
  const [{ railPinned, textScale }] = usePreferences();
  const width = useSyncExternalStore(subscribe, () => window.innerWidth);
  return !railPinned && width < WIDE_FROM * textScale;
}
