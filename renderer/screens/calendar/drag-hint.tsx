import { memo, useEffect, useRef } from 'react';
import { resolveWallTime } from '#core/time';
import type { Said } from './moves';
import { useDrag } from './drag';

/** The dark hint under what is dragged: day and time in both zones, or why it cannot go there. */
export const DragHint = memo(function DragHint({ format, zone, now }: Said) {
  const drag = useDrag((state) => state.drag);
  const hint = useRef<HTMLDivElement>(null);
  const active = drag !== null;
  useEffect(() => {
    if (!active) return undefined;
    // Beside React: it follows each move of the pointer.
    const follow = (event: PointerEvent): void => {
      const el = hint.current;
      if (el === null) return;
      const lifted = document.querySelector('body > :is(.draft-card, .chip-button), .cal-event[style*="fixed"]')?.getBoundingClientRect();
      const left = Math.min(event.clientX + 12, window.innerWidth - el.offsetWidth - 8);
      const top = Math.max(event.clientY + 24, (lifted?.bottom ?? 0) + 6);
      el.style.transform = `translate(${left}px, ${Math.min(top, window.innerHeight - el.offsetHeight - 8)}px)`;
    };
    window.addEventListener('pointermove', follow, { capture: true });
    return () => window.removeEventListener('pointermove', follow, { capture: true });
  }, [active]);
  if (drag === null) return null;
  return <div ref={hint} className="drag-hint hint-dark" role="status">{words()}</div>;

  function words(): string {
    if (drag === null) return '';
    if (drag.overTray) return drag.kind === 'chip' ? 'Back to the drafts, without a day' : 'Drop it on a day';
    if (drag.wall === null) return 'Drop it on a day';
    if (drag.past) return 'That time has passed';
    const at = resolveWallTime(drag.wall, zone).instant;
    return `${format.dayTimeBoth(at, zone, now)}${drag.note === '' ? '' : ` · ${drag.note}`}`;
  }
});
