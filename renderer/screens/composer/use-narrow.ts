import { type RefObject, useEffect, useState } from 'react';

/** Below this the right pane lies over the editor. In rem, so that larger text makes a window narrow sooner. */
const NARROW_REM = 56;

export function useNarrow(root: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setNarrow(element.clientWidth < NARROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return narrow;
}
