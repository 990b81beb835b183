import { IconX } from '@tabler/icons-react';
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { Icon } from '#renderer/components/icon';
import { type Shown, useDayChips, useOpenDay, useOpenedDay, useWords } from './grid-context';
import { dayName } from './grid-parts';
import { ChipList } from './month-day';

/** All chips of a day that does not show them all, over its cell. */
export function DayWindow({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const opened = useOpenedDay();
  return opened === null ? null : <OpenDayWindow key={opened.date} opened={opened} root={root} />;
}

/** Kept from the edges of the grid. */
const MARGIN = 8;

function OpenDayWindow({ opened, root }: { readonly opened: NonNullable<Shown['opened']>; readonly root: RefObject<HTMLElement | null> }) {
  const { format } = useWords();
  const open = useOpenDay();
  const { all } = useDayChips(opened.date);
  const panel = useRef<HTMLDivElement>(null);
  const titleId = useId();

  // Its size is known only once it is there.
  useLayoutEffect(() => {
    const [el, within, cell] = [panel.current, root.current, opened.by.closest<HTMLElement>('[role="cell"]')];
    if (el === null || within === null || cell === null) return;
    const [box, at] = [within.getBoundingClientRect(), cell.getBoundingClientRect()];
    el.style.left = `${Math.max(MARGIN, Math.min(at.left - box.left, box.width - el.offsetWidth - MARGIN))}px`;
    el.style.top = `${Math.max(MARGIN, Math.min(at.top - box.top, box.height - el.offsetHeight - MARGIN))}px`;
    el.querySelector<HTMLElement>('[data-chip]')?.focus();
  }, [opened, root]);
  useEffect(() => {
    const outside = (event: PointerEvent): void => { if (event.target instanceof Node && panel.current?.contains(event.target) === false) open(null); };
    window.addEventListener('pointerdown', outside, { capture: true });
    return () => window.removeEventListener('pointerdown', outside, { capture: true });
  });

  const close = (): void => {
    open(null);
    opened.by.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  // Tab leads out of it, and then it is done with. What leaves with a chip that goes away is no such thing.
  const onBlur = (event: FocusEvent): void => { if (event.relatedTarget instanceof Node && panel.current?.contains(event.relatedTarget) === false) open(null); };
  return (
    <div ref={panel} className="cal-popover" role="dialog" aria-labelledby={titleId} data-date={opened.date} onKeyDown={onKeyDown} onBlur={onBlur}>
      <div className="cal-popover-head"><h2 id={titleId}>{dayName(opened.date, format)}</h2><button type="button" className="cal-popover-close" aria-label="Close" title="Close" onClick={close}><Icon of={IconX} size={14} /></button></div>
      <ChipList chips={all} className="cal-popover-chips" />
    </div>
  );
}
