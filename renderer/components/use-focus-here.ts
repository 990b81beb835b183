import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives the focus to an element when it appears, because the person has just asked for it: the first field of a form
 * that a button opened. Not for what appears by itself.
 */
export function useFocusHere<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
