import { Draggable } from '@fullcalendar/react/interaction';
import { type RefObject, useEffect } from 'react';
import type { Chip } from '#core/contract/planning';
import { startDrag } from './drag';

/** How long a chip takes back to where it came from. */
export const REVERT_MS = 150;

/** The chips of a month are taken up as drafts of the tray are: by FullCalendar's dragging of what it has not drawn itself. */
export function useMonthDrag(root: RefObject<HTMLElement | null>, chipByKey: (key: string | undefined) => Chip | undefined, letGo: (chip: Chip | undefined) => void): void {
  useEffect(() => {
    const el = root.current;
    if (el === null) return undefined;
    const chipOf = (item: HTMLElement): Chip | undefined => chipByKey(item.dataset['chip']);
    const draggable = new Draggable(el, {
      itemSelector: '.cal-chip > [data-moves]', minDistance: 4, appendTo: document.body,
      eventData: (item) => ({ create: true, title: '', chip: chipOf(item) }),
    });
    draggable.dragging.mirror.revertDuration = REVERT_MS;
    let lifted: HTMLElement | null = null;
    let chip: Chip | undefined;
    draggable.dragging.emitter.on('dragstart', ({ subjectEl }: { readonly subjectEl: HTMLElement }) => {
      lifted = subjectEl;
      chip = chipOf(subjectEl);
      lifted.dataset['lifted'] = '';
      startDrag('chip');
    });
    draggable.dragging.emitter.on('dragend', () => {
      if (lifted !== null) delete lifted.dataset['lifted'];
      lifted = null;
      letGo(chip);
    });
    return () => draggable.destroy();
  }, [root, chipByKey, letGo]);
}
