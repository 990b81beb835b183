import { ok } from '#core/result';
import type { Planning } from '../features/planning/planning';
import type { Search } from '../features/search/search';
import { os } from './os';

export function createPlanningApi({ planning, search }: { readonly planning: Planning; readonly search: Search }) {
  return {
    calendar: os.planning.calendar.handler(({ input }) => planning.calendar(input)),
    schedule: os.planning.schedule.handler(({ input }) => planning.schedule(input)),
    move: os.planning.move.handler(({ input }) => planning.move(input)),
    unschedule: os.planning.unschedule.handler(({ input }) => planning.unschedule(input)),
    hold: os.planning.hold.handler(({ input }) => planning.hold(input.publicationIds)),
    resume: os.planning.resume.handler(({ input }) => planning.resume(input.publicationIds)),
    cancel: os.planning.cancel.handler(({ input }) => planning.cancel(input.publicationIds)),
    undo: os.planning.undo.handler(({ input }) => planning.undo(input.undoId)),
    setLabels: os.planning.setLabels.handler(({ input }) => {
      const set = planning.setLabels(input.postId, input.labelIds);
      return set.ok ? ok([...set.value]) : set;
    }),
    nextSlot: os.planning.nextSlot.handler(({ input }) => planning.nextSlot(input)),
    search: os.planning.search.handler(({ input }) => search(input)),
  };
}
